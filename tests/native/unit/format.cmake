# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The C sources are formatted as .clang-format says.

find_program(clang_format NAMES clang-format clang-format-14)
if(NOT clang_format)
  message("SKIPPED: clang-format is not installed")
  return()
endif()

file(GLOB_RECURSE sources ${NATIVE}/*.[ch] ${TESTS}/*.[ch])
# Java's build leaves generated files there.
list(FILTER sources EXCLUDE REGEX "/target/")
execute_process(COMMAND ${clang_format} --dry-run --Werror ${sources} COMMAND_ERROR_IS_FATAL ANY)
