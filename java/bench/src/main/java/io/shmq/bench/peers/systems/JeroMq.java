/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Held;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.Patience;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.nio.ByteBuffer;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ's push and pull over its transport between processes. */
public final class JeroMq implements PeerSystem {
  private static final int FOREVER = -1;

  /** Creates the system. */
  public JeroMq() {}

  @Override
  public String name() {
    return "JeroMQ";
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
    return new Sockets(place, new Held<>(new ZContext()));
  }

  private record Sockets(Place place, Held<ZContext> context) implements Node {
    @Override
    public Sender sender(String channel, int producer) {
      ZMQ.Socket socket = socket(SocketType.PUSH, channel);
      int length = place.setting().messageBytes();
      BufferMessage message = new BufferMessage();
      return stamp -> {
        // A message belongs to the socket once it is sent, until another thread has written it.
        ByteBuffer buffer = ByteBuffer.allocate(length);
        Content.write(message.at(buffer, 0), length, stamp);
        return socket.send(buffer.array()) ? 1 : 0;
      };
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      ZMQ.Socket socket = socket(SocketType.PULL, channel);
      BufferMessage message = new BufferMessage();
      return () -> {
        byte[] bytes = socket.recv();
        if (bytes == null) {
          return 0;
        }
        ledger.receive(message.at(ByteBuffer.wrap(bytes), 0), bytes.length);
        return 1;
      };
    }

    /** Returns a socket, which its context closes. */
    private @NotOwning ZMQ.Socket socket(SocketType type, String channel) {
      ZMQ.Socket socket = context.get().createSocket(type);
      int patience = place.setting().work() == Work.IDLE ? FOREVER : (int) Patience.POLL.toMillis();
      socket.setReceiveTimeOut(patience);
      socket.setSendTimeOut(patience);
      String address = "ipc://" + place.folder().resolve(channel);
      boolean isOpen = place.isFirst() ? socket.bind(address) : socket.connect(address);
      if (!isOpen) {
        throw new IllegalStateException("JeroMQ cannot open a socket (address=" + address + ").");
      }
      return socket;
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
