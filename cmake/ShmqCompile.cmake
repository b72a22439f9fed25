# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# How every C target of the project is compiled: the language, the warnings, the sanitizers.

set(SHMQ_SANITIZE "" CACHE STRING "Sanitizers to build with, as the compiler names them, for example address,undefined")

set(CMAKE_POSITION_INDEPENDENT_CODE ON)

function(shmq_compile target)
  target_compile_features(${target} PRIVATE c_std_11)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wcast-align
    -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wundef
    -Wformat=2 -Wvla -Wwrite-strings -Wimplicit-fallthrough -fno-common)
  if(SHMQ_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fsanitize=${SHMQ_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${SHMQ_SANITIZE})
    if(SHMQ_SANITIZE STREQUAL "thread" AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
      # GCC warns of every fence, which its sanitizer does not see. Ours order looks at flags; what
      # one thread writes for another is ordered by locks and by acquire and release as well.
      target_compile_options(${target} PRIVATE -Wno-tsan)
      target_link_options(${target} PRIVATE -Wno-tsan)
    endif()
  endif()
endfunction()
