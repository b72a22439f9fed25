/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "exclusive.h"

#if defined(__aarch64__)

#include <elf.h>
#include <errno.h>
#include <inttypes.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include "check.h"

#define INSTRUCTION_SIZE sizeof(uint32_t)
#define BREAKPOINT UINT32_C(0xd4200000) /* brk #0 */

/* Longer pairs are not known to any compiler. */
#define INSTRUCTIONS_MOST 16

/* --- the traced process --- */

static uint64_t program_counter(pid_t pid) {
  struct user_regs_struct registers;
  struct iovec into = {&registers, sizeof registers};
  CHECK_CALL(ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &into));
  return registers.pc;
}

/* The aligned word that holds the instruction and another. */
static uint64_t peek(pid_t pid, uint64_t address) {
  errno = 0;
  const long word = ptrace(PTRACE_PEEKTEXT, pid, address & ~UINT64_C(7), NULL);
  CHECK_EQ(errno, 0);
  return (uint64_t)word;
}

static unsigned shift_of(uint64_t address) {
  return (unsigned)(address & 4) * 8;
}

static uint32_t instruction_at(pid_t pid, uint64_t address) {
  return (uint32_t)(peek(pid, address) >> shift_of(address));
}

static void set_instruction(pid_t pid, uint64_t address, uint32_t instruction) {
  const unsigned shift = shift_of(address);
  const uint64_t rest = peek(pid, address) & ~((uint64_t)UINT32_MAX << shift);
  CHECK_CALL(
      ptrace(PTRACE_POKETEXT, pid, address & ~UINT64_C(7), rest | (uint64_t)instruction << shift));
}

/* --- instructions --- */

/* With two registers and less than 32 bits each it is no exclusive, but a compare and swap. */
static bool is_compare_and_swap_pair(uint32_t instruction) {
  return (instruction & 0x80200000) == 0x00200000;
}

static bool is_load_exclusive(uint32_t instruction) {
  return (instruction & 0x3fc00000) == 0x08400000 && !is_compare_and_swap_pair(instruction);
}

static bool is_store_exclusive(uint32_t instruction) {
  return (instruction & 0x3fc00000) == 0x08000000 && !is_compare_and_swap_pair(instruction);
}

/* The field of `bits` bits from bit 5, a signed number of instructions, as a distance in bytes. */
static uint64_t distance(uint32_t instruction, unsigned bits) {
  const uint64_t field = (uint64_t)(instruction >> 5) & ((UINT64_C(1) << bits) - 1);
  const uint64_t sign = UINT64_C(1) << (bits - 1);
  return ((field ^ sign) - sign) * INSTRUCTION_SIZE;
}

/* Returns whether it is a conditional branch, and where it leads. */
static bool is_branch(uint32_t instruction, uint64_t address, uint64_t *target) {
  const bool by_flags = (instruction & 0xff000010) == 0x54000000;    /* b.cond */
  const bool by_register = (instruction & 0x7e000000) == 0x34000000; /* cbz, cbnz */
  const bool by_bit = (instruction & 0x7e000000) == 0x36000000;      /* tbz, tbnz */
  *target = address + distance(instruction, by_bit ? 14 : 19);
  return by_flags || by_register || by_bit;
}

/* --- pairs --- */

static void add_exit(struct exclusive *pair, pid_t pid, uint64_t address) {
  for (size_t i = 0; i < pair->exits; i++) {
    if (pair->exit[i] == address) {
      return;
    }
  }
  CHECK(pair->exits < EXCLUSIVE_EXITS_MOST);
  pair->exit[pair->exits] = address;
  pair->instruction[pair->exits] = instruction_at(pid, address);
  pair->exits++;
}

/* The exits of the pair whose load is at `begin`: behind its store, and wherever a branch between
 * the two leads. */
static void find_exits(struct exclusive *pair, pid_t pid, uint64_t begin) {
  const uint64_t end = begin + INSTRUCTIONS_MOST * INSTRUCTION_SIZE;
  for (uint64_t address = begin + INSTRUCTION_SIZE; address < end; address += INSTRUCTION_SIZE) {
    const uint32_t instruction = instruction_at(pid, address);
    uint64_t target;
    if (is_store_exclusive(instruction)) {
      add_exit(pair, pid, address + INSTRUCTION_SIZE);
      return;
    }
    if (is_branch(instruction, address, &target)) {
      CHECK(target < begin || target > address);
      add_exit(pair, pid, target);
    }
  }
  FAIL("the load-exclusive at 0x%" PRIx64 " has no store", begin);
}

bool exclusive_begin(struct exclusive *pair, pid_t pid) {
  const uint64_t address = program_counter(pid);
  pair->exits = 0;
  if (!is_load_exclusive(instruction_at(pid, address))) {
    return false;
  }
  find_exits(pair, pid, address);
  for (size_t i = 0; i < pair->exits; i++) {
    set_instruction(pid, pair->exit[i], BREAKPOINT);
  }
  return true;
}

void exclusive_end(const struct exclusive *pair, pid_t pid) {
  for (size_t i = 0; i < pair->exits; i++) {
    set_instruction(pid, pair->exit[i], pair->instruction[i]);
  }
}

#endif
