# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The C sources are formatted as .clang-format says.

cmake_policy(SET CMP0009 NEW) # symbolic links are not followed

# Other versions of the tool lay some lines out differently.
set(version 14)

find_program(clang_format NAMES clang-format-${version} clang-format)
if(NOT clang_format)
  message("SKIPPED: clang-format ${version} is not installed")
  return()
endif()
execute_process(COMMAND ${clang_format} --version OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
if(NOT found MATCHES "version ${version}\\.")
  message("SKIPPED: clang-format ${version} is not installed, but ${found}")
  return()
endif()

file(GLOB_RECURSE sources ${NATIVE}/*.[ch] ${TESTS}/*.[ch])
# Java's build leaves generated files there.
list(FILTER sources EXCLUDE REGEX "/target/")
execute_process(COMMAND ${clang_format} --dry-run --Werror ${sources} COMMAND_ERROR_IS_FATAL ANY)
