package io.drinkd.driver.testkit;

import io.drinkd.driver.testkit.ConformanceRun.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which checks fail for the same reason, such as one wrong line of the vocabulary. */
final class SharedReasons {

  private final Map<String, List<Result>> failed = new LinkedHashMap<>();

  SharedReasons(List<Result> results) {
    for (Result result : results) {
      result
          .failure()
          .ifPresent(
              failure ->
                  failed.computeIfAbsent(key(failure), none -> new ArrayList<>()).add(result));
    }
  }

  /** The same for all failures that have one cause; the steps before it need not be the same. */
  private static String key(Throwable failure) {
    if (failure instanceof ScriptMismatch mismatch) {
      return mismatch.line();
    }
    return ConformanceRun.reason(failure).split(LastSteps.BEGINNING, 2)[0];
  }

  /** The first check that fails for the reason of this one. */
  Result first(Result result) {
    return failed.get(key(result.failure().orElseThrow())).get(0);
  }

  /** The reason of a check that is the first with it, and how many others have it. */
  String text(Result first) {
    Throwable failure = first.failure().orElseThrow();
    int further = failed.get(key(failure)).size() - 1;
    String others =
        further == 1
            ? "1 further check fails for the same reason"
            : further + " further checks fail for the same reason";
    return ConformanceRun.reason(failure) + (further == 0 ? "" : "; " + others);
  }
}
