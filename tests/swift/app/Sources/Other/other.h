#pragma once
#include <stdint.h>

int64_t other_sum(int64_t end);
