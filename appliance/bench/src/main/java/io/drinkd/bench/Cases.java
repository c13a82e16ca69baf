package io.drinkd.bench;

import io.drinkd.bench.cases.BankCase;
import io.drinkd.bench.cases.BankGrowthCase;
import io.drinkd.bench.cases.BenchCase;
import io.drinkd.bench.cases.CommandsCase;
import io.drinkd.bench.cases.DropsCase;
import io.drinkd.bench.cases.FairnessCase;
import io.drinkd.bench.cases.GetBalanceCase;
import io.drinkd.bench.cases.GrowthCase;
import io.drinkd.bench.cases.HostileCase;
import io.drinkd.bench.cases.IdleCase;
import io.drinkd.bench.cases.LoginCase;
import io.drinkd.bench.cases.MetricsCase;
import io.drinkd.bench.cases.OperatorCase;
import io.drinkd.bench.cases.SoakCase;
import io.drinkd.bench.cases.StartCase;
import io.drinkd.bench.cases.TlsCase;
import io.drinkd.bench.cases.WatchCase;
import io.drinkd.bench.cases.WebCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All cases, those of the default run first. */
final class Cases {

  static final List<BenchCase> ALL =
      List.of(
          new GetBalanceCase(),
          new DropsCase(),
          new StartCase(),
          new IdleCase(),
          new CommandsCase(),
          new MetricsCase(),
          new WebCase(),
          new TlsCase(),
          new FairnessCase(),
          new HostileCase(),
          new WatchCase(),
          new LoginCase(),
          new OperatorCase(),
          new GrowthCase(),
          new BankCase(),
          new BankGrowthCase(),
          new SoakCase());

  private Cases() {}

  static Optional<BenchCase> find(String name) {
    return ALL.stream().filter(bench -> bench.name().equals(name)).findFirst();
  }

  static String names() {
    return ALL.stream().map(BenchCase::name).collect(Collectors.joining(", "));
  }

  /** What the help says of them. */
  static String[] lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%nThe default run, at most eight minutes:");
    ALL.stream().filter(BenchCase::isDefault).forEach(bench -> lines.add(line(bench)));
    lines.add("By name only:");
    ALL.stream().filter(bench -> !bench.isDefault()).forEach(bench -> lines.add(line(bench)));
    return lines.toArray(String[]::new);
  }

  private static String line(BenchCase bench) {
    String alone = bench.takesTwoBuilds() ? "" : " (not with --beside)";
    return String.format(Locale.ROOT, "  %-11s %s%s", bench.name(), bench.purpose(), alone);
  }
}
