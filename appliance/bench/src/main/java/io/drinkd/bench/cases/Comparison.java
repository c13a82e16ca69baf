package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Series;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Servers under the same load, each in a process of its own, side by side. All are restarted
 * several times: how Java compiled a process is a part of its figures that no round evens out.
 */
final class Comparison {

  private final Plan plan;
  private final CaseReport report;

  Comparison(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
  }

  /** Measures servers under each load, in rounds. */
  void measure(List<Contender> contenders, Request request, List<Load> loads)
      throws IOException, InterruptedException, TimeoutException {
    int members = loads.stream().mapToInt(Load::clients).max().orElseThrow();
    for (int start = 0; start < plan.pace().starts(); start++) {
      Map<Contender, Server> servers = new LinkedHashMap<>();
      try {
        for (Contender contender : contenders) {
          servers.put(contender, contender.start(plan.folder(), request, members));
        }
        for (Load load : loads) {
          measure(servers, request, load, load.equals(loads.get(0)));
        }
      } finally {
        closeAll(servers.values());
      }
    }
  }

  private void measure(Map<Contender, Server> servers, Request request, Load load, boolean fresh)
      throws IOException {
    List<LoadClient> clients = new ArrayList<>();
    try {
      List<Participant> participants = new ArrayList<>();
      for (Map.Entry<Contender, Server> one : servers.entrySet()) {
        Server server = one.getValue();
        LoadClient client =
            new LoadClient(
                server::dial,
                number -> server.script(number, request),
                load.clients(),
                load.depth());
        clients.add(client);
        participants.add(
            new Participant(
                row(request, load, one.getKey()),
                client,
                one.getKey().compilesAtRun(),
                Map.of(LoadFigures.SERVER, server.process())));
      }
      new Rounds(plan, report).measure(participants, fresh, () -> () -> {});
    } finally {
      closeAll(clients);
    }
  }

  private static void closeAll(Collection<? extends Closeable> opened) throws IOException {
    for (Closeable one : opened) {
      one.close();
    }
  }

  /** Where the figures of a server under a load are. */
  static Row row(Request request, Load load, Contender contender) {
    return new Row(request + ", " + load, contender.shown());
  }

  /** Round by round, how many times another server's figure a server's is. */
  Series ratio(Request request, Load load, Figure figure, Contender of, Contender to) {
    return report
        .measurements()
        .ratio(row(request, load, of), row(request, load, to), figure)
        .orElseThrow();
  }
}
