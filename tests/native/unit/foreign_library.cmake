# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# Programs of two C libraries, glibc and musl, cannot share a queue: each refuses what the other
# made. PARTNER is built against one; the other is built here.

if(EMULATOR)
  message("SKIPPED: for another processor there is one C library at hand")
  return()
endif()
if(NOT C_COMPILER MATCHES "musl")
  find_program(musl_gcc musl-gcc)
  if(NOT musl_gcc)
    message("SKIPPED: musl-gcc is not installed")
    return()
  endif()
  set(toolchain --toolchain ${TOOLCHAINS}/musl.cmake)
endif()

execute_process(COMMAND ${CMAKE_COMMAND} -S ${NATIVE} -B ${WORK} ${toolchain}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK} --target shmq-test-partner
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(other ${WORK}/tests/shmq-test-partner)

string(RANDOM LENGTH 16 suffix)
set(name foreign_library.${suffix})

# Sets RESULT to what the call gives.
function(call partner action result)
  execute_process(COMMAND ${partner} ${action} ${name}
    OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

# The maker's own kind opens the queue, which shows that the refusal is about the kind.
function(expect_refused maker opener)
  call(${maker} create created)
  call(${maker} open opened)
  call(${opener} open refused)
  call(${maker} unlink unlinked)
  set(results "${created} ${opened} ${refused} ${unlinked}")
  if(NOT results STREQUAL "0 0 -EXDEV 0")
    message(FATAL_ERROR "${maker} creates, opens, ${opener} opens, ${maker} unlinks: ${results}")
  endif()
endfunction()

expect_refused(${PARTNER} ${other})
expect_refused(${other} ${PARTNER})
