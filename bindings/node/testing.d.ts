export * from 'plock-testing';
