package io.drinkd.appliance.sunday;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Lets all replies that are made while one thing is handled (a packet, an answer from elsewhere)
 * leave in one buffer and one write.
 *
 * <p>MINA makes one system call and, without Nagle's algorithm, one segment of each write: with 16
 * requests in a packet that gave a tenth of the throughput of one buffer. MINA's own filter for
 * buffering sends nothing until its buffer is full or somebody flushes it.
 *
 * <p>Below the codec, because it joins bytes; above the bound of what waits, which counts them. A
 * batch that grows large leaves early, so that the bound sees it.
 */
final class CoalescingFilter extends IoFilterAdapter {

  private static final int LARGE_BYTES = 32 * 1_024;
  private static final int FIRST_BYTES = 1_024;
  private static final IoBuffer NONE = IoBuffer.allocate(0);

  private IoBuffer batch = NONE;

  /** Whether the batch is our own buffer; otherwise it is the one reply that came so far. */
  private boolean joined;

  private int depth;

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    depth++;
    try {
      next.messageReceived(session, message);
    } finally {
      end(next, session);
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    depth++;
    try {
      next.event(session, event);
    } finally {
      end(next, session);
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    depth++;
    try {
      next.inputClosed(session);
    } finally {
      end(next, session);
    }
  }

  private void end(NextFilter next, IoSession session) {
    depth--;
    if (depth == 0) {
      send(next, session);
    }
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    if (depth == 0) {
      next.filterWrite(session, request);
      return;
    }
    IoBuffer reply = (IoBuffer) request.getMessage();
    if (batch == NONE) {
      batch = reply;
    } else {
      join(reply);
    }
    int bytes = joined ? batch.position() : batch.remaining();
    if (bytes >= LARGE_BYTES) {
      send(next, session);
    }
  }

  private void join(IoBuffer reply) {
    if (!joined) {
      IoBuffer first = batch;
      batch = IoBuffer.allocate(FIRST_BYTES).setAutoExpand(true).put(first);
      joined = true;
    }
    batch.put(reply);
  }

  private void send(NextFilter next, IoSession session) {
    if (batch == NONE) {
      return;
    }
    IoBuffer replies = joined ? batch.flip() : batch;
    batch = NONE;
    joined = false;
    next.filterWrite(session, new DefaultWriteRequest(replies));
  }
}
