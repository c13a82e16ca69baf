package io.drinkd.bench.load;

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
    return "%,d connection%s%s"
        .formatted(
            clients, clients == 1 ? "" : "s", depth == 1 ? "" : ", %d in flight".formatted(depth));
  }
}
