package io.drinkd.appliance.telnet;

import java.util.Arrays;

/** Bytes that were typed ahead. As many as a packet and a few have; nothing is read beyond that. */
final class PendingKeys {

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  void add(int octet) {
    if (end == bytes.length) {
      byte[] larger = new byte[Math.max(32, 2 * size())];
      System.arraycopy(bytes, start, larger, 0, size());
      end -= start;
      start = 0;
      bytes = larger;
    }
    bytes[end++] = (byte) octet;
  }

  /** The oldest one, from 0 to 255; there must be one. */
  int take() {
    return bytes[start++] & 0xff;
  }

  void clear() {
    start = end;
    trim();
  }

  /** Keeps no more memory than is needed. */
  void trim() {
    bytes = size() == 0 ? NOTHING : Arrays.copyOfRange(bytes, start, end);
    end -= start;
    start = 0;
  }
}
