# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0
"""Squares numbers in a pool: maps.py WORKERS NUMBERS.

Maps once for each line of its standard input, which is the chunk size, or 0 for the pool's own
choice, and prints how many seconds that took.
"""
import multiprocessing
import sys
import time


def square(number):
    return number * number


def main():
    workers, size = map(int, sys.argv[1:])
    numbers = list(range(size))
    with multiprocessing.Pool(workers) as pool:
        for line in sys.stdin:
            start = time.perf_counter()
            squares = pool.map(square, numbers, int(line) or None)
            seconds = time.perf_counter() - start
            if squares != [square(number) for number in numbers]:
                sys.exit("The map has returned a wrong result.")
            print(seconds, flush=True)


if __name__ == "__main__":
    main()
