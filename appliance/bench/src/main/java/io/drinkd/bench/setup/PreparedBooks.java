package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/**
 * Data folders that an appliance of the same build has made by an operator's commands. They are
 * made once a run for each number of members and copied for every start, so that the appliance that
 * is measured has carried out nothing before. Builds never share them: their tables may differ.
 */
final class PreparedBooks {

  private static final String CREDITS = "1000000000";
  static final String ANY_PASSWORD = "of-a-member";
  private static final String NOBODY_LISTENS = "127.0.0.1:9";

  private PreparedBooks() {}

  /** The data folder of an appliance that was ended in good order. */
  static Path of(Build build, int wanted)
      throws IOException, InterruptedException, TimeoutException {
    int members = Math.min(wanted, BenchSetup.MEMBERS_MAX);
    Path folder = build.folder().resolve("books-of-" + members);
    SetupFolder files = SetupFolder.at(folder);
    Path made = folder.resolve("made");
    if (!Files.exists(made)) {
      make(build, files, folder, members);
      Files.createFile(made);
    }
    return files.data();
  }

  /** The files of an appliance that has started once, and so has tables and nothing in them. */
  static SetupFolder empty(Build build, Path folder) throws IOException, InterruptedException {
    SetupFolder files = begin(build, folder);
    try (ChildProcess appliance =
        ChildProcess.start(folder.resolve("appliance.log"), build.command(files.conf()))) {
      appliance.await(BenchSetup.LISTENING);
    }
    return files;
  }

  /** No appliance starts without a machine, so there is one that no setup has. */
  private static SetupFolder begin(Build build, Path folder) throws IOException {
    SetupFolder files = SetupFolder.make(build, folder, SetupShape.of(0, 0));
    files.writeMachine("unused", NOBODY_LISTENS);
    return files;
  }

  private static void make(Build build, SetupFolder files, Path folder, int members)
      throws IOException, InterruptedException, TimeoutException {
    begin(build, folder);
    try (ChildProcess appliance =
        ChildProcess.start(folder.resolve("appliance.log"), build.command(files.conf()))) {
      appliance.await(BenchSetup.LISTENING);
      Operator operator = new Operator(build, files);
      for (int i = 0; i < members; i++) {
        add(operator, i);
      }
      operator.run(BenchSetup.GUARDED_PASSWORD, "user", "add", BenchSetup.GUARDED);
    }
  }

  /** The first one is an admin. */
  private static void add(Operator operator, int number)
      throws IOException, InterruptedException, TimeoutException {
    String name = BenchSetup.member(number);
    String credits = "--credits=" + CREDITS;
    String ibutton = "--ibutton=" + BenchSetup.ibutton(number);
    if (number == 0) {
      operator.run(ANY_PASSWORD, "user", "add", "--admin", credits, ibutton, name);
    } else {
      operator.run(ANY_PASSWORD, "user", "add", credits, ibutton, name);
    }
  }
}
