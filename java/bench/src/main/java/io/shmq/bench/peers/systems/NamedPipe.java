/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Held;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A named pipe: one write a message, and as much in a read as there is. Java can only block on it. */
public final class NamedPipe implements PeerSystem {
  /** Creates the system. */
  public NamedPipe() {}

  @Override
  public String name() {
    return "named pipe";
  }

  @Override
  public boolean takes(Setting setting) {
    return switch (setting.work()) {
      case ONE_WAY, IDLE -> true;
      case ROUND_TRIP -> setting.waiting() == Wait.SLEEP;
      case MANY_TO_MANY -> false;
    };
  }

  @Override
  public boolean hasCapacity() {
    return false;
  }

  @Override
  public Node open(Place place) {
    return new Pipes(place);
  }

  private static final class Pipes implements Node {
    private final Place place;
    private final List<Held<FileChannel>> open = new ArrayList<>();

    Pipes(Place place) {
      this.place = place;
    }

    @Override
    public Sender sender(String channel, int producer) throws IOException {
      Pipe pipe = pipe(channel, StandardOpenOption.WRITE);
      return new StreamSender(
          place.setting().messageBytes(), buffer -> pipe.channel().write(buffer));
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) throws IOException {
      Pipe pipe = pipe(channel, StandardOpenOption.READ);
      return new StreamReceiver(
          place.setting().messageBytes(), ledger, buffer -> pipe.channel().read(buffer));
    }

    private Pipe pipe(String channel, StandardOpenOption way) throws IOException {
      Path path = place.folder().resolve(channel);
      if (place.isFirst()) {
        make(path);
      }
      return new Pipe(path, way);
    }

    private static void make(Path path) throws IOException {
      Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
      try {
        int status = mkfifo.waitFor();
        if (status != 0) {
          throw new IOException(
              "Cannot make a named pipe (path=" + path + ", status=" + status + ").");
        }
      } catch (InterruptedException e) {
        mkfifo.destroy();
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while a named pipe was made (path=" + path + ").", e);
      }
    }

    @Override
    public void close() {
      open.forEach(Held::close);
    }

    /** One end, opened when it is used: that waits for the other one. */
    private final class Pipe {
      private final Path path;
      private final StandardOpenOption way;
      private @Nullable Held<FileChannel> channel;

      Pipe(Path path, StandardOpenOption way) {
        this.path = path;
        this.way = way;
      }

      @NotOwning
      FileChannel channel() throws IOException {
        Held<FileChannel> opened = channel;
        if (opened == null) {
          opened = new Held<>(FileChannel.open(path, way));
          channel = opened;
          open.add(opened);
        }
        return opened.get();
      }
    }
  }
}
