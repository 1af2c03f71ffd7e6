export default { output: 'standalone', serverExternalPackages: ['plock'] };
