package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.reading.Reading;
import io.drinkd.appliance.reading.Readings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The temperatures of machines over time. Anybody may see them. */
public final class Temperatures {

  /** No answer has more of them, however long a time somebody asks about. */
  public static final int POINTS_MAX = 500;

  private final Readings readings;
  private final Optional<Catalog> catalog;

  /**
   * @param catalog knows the machines that there are; empty where the books alone are open
   */
  Temperatures(Readings readings, Optional<Catalog> catalog) {
    this.readings = readings;
    this.catalog = catalog;
  }

  /**
   * What was measured in a machine, oldest first, thinned to at most {@value #POINTS_MAX}: by the
   * minute where those are kept and not too many, else by the hour or several.
   *
   * @param machine its id or alias; its id where no appliance runs
   * @param from the first moment
   * @param to the first moment after it
   * @throws RefusedException {@link io.drinkd.appliance.failure.Refusal#NO_SUCH_MACHINE}
   */
  public CompletableFuture<List<Reading>> between(String machine, Instant from, Instant to) {
    String id = catalog.map(known -> known.find(machine).id()).orElse(machine);
    return answered(readings.between(id, from, to, POINTS_MAX));
  }
}
