package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.web.exchange.Paths;
import java.util.ArrayList;
import java.util.List;

/** The address of a page with what its form says, for the next page of the same. */
final class Query {

  private final String path;
  private final List<String> pairs = new ArrayList<>();

  Query(String path) {
    this.path = path;
  }

  /** The same with a name and its value, unless that is empty. */
  Query with(String name, String value) {
    if (!value.isEmpty()) {
      pairs.add(name + "=" + Paths.encoded(value));
    }
    return this;
  }

  @Override
  public String toString() {
    return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
  }
}
