# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# For aarch64 with glibc, by the cross compiler (Debian: gcc-aarch64-linux-gnu, libc6-dev-arm64-cross).

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
