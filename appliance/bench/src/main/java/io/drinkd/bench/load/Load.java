package io.drinkd.bench.load;

import java.util.Locale;

/**
 * How a server is loaded.
 *
 * @param clients connections
 * @param depth requests in flight on each
 */
public record Load(int clients, int depth) {

  /** As tables show it. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d connection%s%s",
        clients,
        clients == 1 ? "" : "s",
        depth == 1 ? "" : String.format(Locale.ROOT, ", %d in flight", depth));
  }
}
