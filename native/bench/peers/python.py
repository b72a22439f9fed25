# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0
"""The queues of multiprocessing, for shmq-bench-peers, which starts this program.

It starts producers and consumers that do what those in C do (play.c, round_trip.c, idle.c), and
tell of it on the board, memory that is shared with the benchmark (board.h).
"""

import ctypes
import mmap
import multiprocessing
import multiprocessing.connection
import multiprocessing.managers
import os
import signal
import struct
import sys
import time

CAPACITY = 1 << 20  # bytes, of a queue that has a limit on its messages

# content.h
PRODUCER_SHIFT = 48
NUMBER_MASK = (1 << PRODUCER_SHIFT) - 1
END = (1 << 64) - 1
SMALL = 64
CONSTANTS = [i * 0x9E3779B97F4A7C15 & END for i in range(8)]
ALL_WORDS = sum(1 << 64 * i for i in range(8))
ALL_CONSTANTS = sum(constant << 64 * i for i, constant in enumerate(CONSTANTS))

# round_trip.c
INTERVAL_NS = 500_000
BATCH = 32
TIMER_ERROR_NS = 100_000

PR_SET_PDEATHSIG = 1

context = multiprocessing.get_context("fork")


class Board:
    """board.h: words of 64 bits."""

    PARTICIPANT_WORDS = 32
    TOTALS = 12544 // 8
    PARTIES_MAX = 20
    HISTOGRAMS = 18944 // 8
    BUCKET_BITS = 7
    BUCKETS = 31 * (1 << BUCKET_BITS)

    def __init__(self, descriptor):
        self.memory = mmap.mmap(descriptor, 0)
        self.words = memoryview(self.memory).cast("Q")

    def stopped(self):
        return self.words[0] != 0

    def window(self):
        return self.words[1]

    def tell_interval(self, nanoseconds):
        self.words[2] = nanoseconds

    def _participant(self, slot):
        return (1 + slot) * self.PARTICIPANT_WORDS

    def tell_ready(self, slot):
        self.words[self._participant(slot)] = os.getpid()

    def tell_sent(self, slot, count):
        self.words[self._participant(slot) + 1] = count

    def tell_received(self, slot, count):
        self.words[self._participant(slot) + 2] = count

    def tell_done(self, slot):
        self.words[self._participant(slot) + 3] = time.monotonic_ns()

    def tell_failure(self, slot, text):
        begin = (self._participant(slot) + 4) * 8
        data = text.encode()[:223]
        self.memory[begin : begin + len(data)] = data

    def tell_totals(self, consumer, accounts):
        for producer, account in enumerate(accounts):
            index = self.TOTALS + 2 * (consumer * self.PARTIES_MAX + producer)
            self.words[index] = account.count
            self.words[index + 1] = account.sum

    def record_latency(self, window, nanoseconds):
        """latency.h"""
        power = max(nanoseconds.bit_length() - self.BUCKET_BITS - 1, 0)
        bucket = min((power << self.BUCKET_BITS) + (nanoseconds >> power), self.BUCKETS - 1)
        histogram = self.HISTOGRAMS + (window - 1) * (self.BUCKETS + 1)
        self.words[histogram + bucket] += 1
        longest = histogram + self.BUCKETS
        self.words[longest] = max(self.words[longest], nanoseconds)


class Source:
    def __init__(self, producer, size):
        self.producer = producer << PRODUCER_SHIFT
        self.next = 0
        self.make = make_small if size == SMALL else LargeMaker(size)

    def message(self):
        value = self.producer | self.next
        self.next += 1
        return self.make(value)


def make_small(value):
    return (value * ALL_WORDS ^ ALL_CONSTANTS).to_bytes(SMALL, "little")


def places(value, size):
    return 8 * (1 + value % (size // 8 - 2)), size - 8


class LargeMaker:
    def __init__(self, size):
        self.buffer = bytearray(size)

    def __call__(self, value):
        moving, last = places(value, len(self.buffer))
        struct.pack_into("<Q", self.buffer, 0, value)
        struct.pack_into("<Q", self.buffer, moving, value ^ CONSTANTS[1])
        struct.pack_into("<Q", self.buffer, last, value ^ CONSTANTS[2])
        return bytes(self.buffer)  # a copy: multiprocessing.Queue pickles it later


def is_whole(message, value, size):
    if len(message) != size:
        return False
    if size == SMALL:
        return message == make_small(value)
    moving, last = places(value, size)
    return (
        struct.unpack_from("<Q", message, moving)[0] == value ^ CONSTANTS[1]
        and struct.unpack_from("<Q", message, last)[0] == value ^ CONSTANTS[2]
    )


class Account:
    def __init__(self):
        self.next = 0
        self.count = 0
        self.sum = 0


class Sink:
    def __init__(self, size, producers, alone):
        self.size = size
        self.alone = alone
        self.accounts = [Account() for _ in range(producers)]
        self.received = 0

    def take(self, message):
        """Returns whether that was not the end."""
        value = int.from_bytes(message[:8], "little")
        whole = is_whole(message, value, self.size)
        if whole and value == END:
            return False
        producer, number = value >> PRODUCER_SHIFT, value & NUMBER_MASK
        if not whole or producer >= len(self.accounts):
            raise ValueError(
                f"a message is torn: bytes={len(message)} of={self.size} value={value:#x}"
            )
        account = self.accounts[producer]
        if number < account.next or self.alone and number != account.next:
            raise ValueError(
                "a message is lost, doubled or out of order: "
                f"producer={producer} number={number} awaited={account.next}"
            )
        account.next = number + 1
        account.count += 1
        account.sum += number
        self.received += 1
        return True


class Play:
    """What there is to play, and with what."""

    def __init__(self, arguments):
        self.system, self.work = arguments[:2]
        self.size, self.producers, self.consumers = map(int, arguments[2:5])
        self.processors = list(map(int, arguments[5:7]))
        board, self.gate = map(int, arguments[7:9])
        self.board = Board(board)
        self.pinned = self.work != "many-to-many"
        self.manager = None
        if self.system == "Manager().Queue()":
            self.manager = self.start_manager()
        self.there = self.make_queue()
        self.back = self.make_queue()

    def start_manager(self):
        # A name in no file system, so that none is left.
        address = f"\0shmq-bench-peers-{os.getpid()}"
        manager = multiprocessing.managers.SyncManager(address, ctx=context)
        slot = self.producers + self.consumers + 1

        def begin(parent=os.getpid()):
            stay_with(parent)
            self.board.tell_ready(slot)

        manager.start(initializer=begin)
        return manager

    def make_queue(self):
        if self.system == "multiprocessing.SimpleQueue":
            return context.SimpleQueue()
        maker = context.Queue if self.manager is None else self.manager.Queue
        return maker(max(CAPACITY // self.size, 16))

    def sink(self):
        return Sink(self.size, self.producers, self.consumers == 1)

    def await_start(self, slot):
        self.board.tell_ready(slot)
        os.read(self.gate, 1)


def stay_with(parent):
    """This process does not outlive its parent."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def play_producer(play, slot, number):
    source = Source(number, play.size)
    play.await_start(slot)
    while not play.board.stopped():
        play.there.put(source.message())
    play.board.tell_sent(slot, source.next)


def play_rare_producer(play, slot, number):
    source = Source(number, play.size)
    play.await_start(slot)
    play.there.put(source.message())
    play.board.tell_sent(slot, source.next)
    while not play.board.stopped():
        time.sleep(0.01)


def play_consumer(play, slot, number):
    sink = play.sink()
    play.await_start(slot)
    while sink.take(play.there.get()):
        play.board.tell_received(slot, sink.received)
    play.board.tell_done(slot)
    play.board.tell_totals(number, sink.accounts)


class Asking:
    def __init__(self, play, slot):
        self.play = play
        self.slot = slot
        self.source = Source(0, play.size)
        self.sink = play.sink()

    def ask(self):
        self.play.there.put(self.source.message())
        self.sink.take(self.play.back.get())

    def warm_up(self):
        best = 1 << 62
        while self.play.board.window() == 0 and not self.play.board.stopped():
            begin = time.monotonic_ns()
            for _ in range(BATCH):
                self.ask()
            best = min(best, (time.monotonic_ns() - begin) // BATCH)
        return best

    def ask_on(self, interval):
        board = self.play.board
        window = 0
        start = 0
        recorded = 0
        while not board.stopped():
            if window != board.window():
                # A new window: what another one was late for is not this one's.
                window = board.window()
                start = time.monotonic_ns()
            start += interval
            ahead = start - time.monotonic_ns() - TIMER_ERROR_NS
            if ahead > 0:
                time.sleep(ahead / 1e9)
            while time.monotonic_ns() < start:
                pass
            self.ask()
            latency = time.monotonic_ns() - start
            if window != 0:
                board.record_latency(window, latency)
                recorded += 1
                board.tell_received(self.slot, recorded)


def play_asker(play, slot, number):
    asking = Asking(play, slot)
    play.await_start(slot)
    interval = max(INTERVAL_NS, 2 * asking.warm_up())
    play.board.tell_interval(interval)
    asking.ask_on(interval)
    play.board.tell_sent(slot, asking.source.next)
    play.board.tell_totals(0, asking.sink.accounts)


def play_answerer(play, slot, number):
    source = Source(0, play.size)
    sink = play.sink()
    play.await_start(slot)
    while sink.take(play.there.get()):
        play.back.put(source.message())


PARTS = {
    "one-way": (play_producer, play_consumer),
    "round-trip": (play_asker, play_answerer),
    "many-to-many": (play_producer, play_consumer),
    "idle": (play_rare_producer, play_consumer),
}


def begin(play, part, slot, number, processor, parent):
    stay_with(parent)
    if play.pinned:
        os.sched_setaffinity(0, {processor})
    try:
        part(play, slot, number)
    except Exception as exception:
        play.board.tell_failure(slot, f"{type(exception).__name__}: {exception}")
        sys.exit(1)


def start(play):
    """Returns the producers and the consumers."""
    producer, consumer = PARTS[play.work]
    parts = [(producer, i, play.processors[0]) for i in range(play.producers)]
    parts += [(consumer, i, play.processors[1]) for i in range(play.consumers)]
    processes = []
    for slot, (part, number, processor) in enumerate(parts):
        process = context.Process(
            target=begin, args=(play, part, slot, number, processor, os.getpid())
        )
        process.start()
        processes.append(process)
    return processes[: play.producers], processes[play.producers :]


def join(awaited, others):
    """Waits for the processes that are awaited. Whoever fails ends the play."""
    while left := [process for process in awaited if process.exitcode is None]:
        watched = left + [process for process in others if process.exitcode is None]
        multiprocessing.connection.wait([process.sentinel for process in watched])
        check(others)
    check(awaited)


def check(processes):
    if any(process.exitcode not in (None, 0) for process in processes):
        os._exit(1)  # shmq-bench-peers kills the rest


def main():
    play = Play(sys.argv[1:])
    producers, consumers = start(play)
    play.board.tell_ready(play.producers + play.consumers)
    join(producers, consumers)
    for _ in consumers:
        play.there.put(Source(END >> PRODUCER_SHIFT, play.size).make(END))
    join(consumers, [])
    if play.manager is not None:
        play.manager.shutdown()


if __name__ == "__main__":
    main()
