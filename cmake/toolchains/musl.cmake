# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# For this machine's processor, against musl, by the wrapper musl-gcc (Debian: musl-tools).

set(CMAKE_C_COMPILER musl-gcc)

# The wrapper leaves out the kernel's headers, which belong to no C library. It finds links to those
# that gcc uses, in a directory of their own, since the other headers beside them are glibc's.
execute_process(
  COMMAND gcc -M -include linux/types.h -include asm/types.h -include asm-generic/types.h -x c /dev/null
  OUTPUT_VARIABLE kernel_headers COMMAND_ERROR_IS_FATAL ANY)
set(kernel_include ${CMAKE_BINARY_DIR}/kernel-include)
file(MAKE_DIRECTORY ${kernel_include})
foreach(directory linux asm asm-generic)
  if(NOT kernel_headers MATCHES "([^ \n]+/${directory})/types\\.h")
    message(FATAL_ERROR "gcc does not find <${directory}/types.h>: install the kernel's headers (linux-libc-dev)")
  endif()
  file(CREATE_LINK ${CMAKE_MATCH_1} ${kernel_include}/${directory} SYMBOLIC)
endforeach()
string(APPEND CMAKE_C_FLAGS_INIT " -idirafter ${kernel_include}")
