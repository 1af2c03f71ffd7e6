// The native part of the testing kit: crates/plock-testing-native.
#pragma once

// Runs a request in JSON and returns its response in JSON.
char *plock_testing_call(const char *request);

// Frees a response.
void plock_testing_free(char *response);
