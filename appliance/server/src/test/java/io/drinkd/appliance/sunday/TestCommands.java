package io.drinkd.appliance.sunday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The verbs of the build and a few that do what real ones must not, or only seldom do. */
final class TestCommands {

  private final Map<String, CompletableFuture<CommandResult>> waiting = new ConcurrentHashMap<>();

  Commands all() {
    List<Command> commands = new ArrayList<>(Commands.indexed().all());
    commands.add(new TestCommand("LATER id", call -> later(call.argument(0))));
    commands.add(
        new TestCommand(
            "PAUSE seconds id",
            call -> {
              call.waits(Duration.ofSeconds(Long.parseLong(call.argument(0))));
              return later(call.argument(1));
            }));
    commands.add(new TestCommand("BIG bytes", TestCommands::big));
    commands.add(
        new TestCommand(
            "ERROR",
            call -> {
              throw new AssertionError("a command that throws an Error");
            }));
    commands.add(
        new TestCommand(
            "FAULT",
            call -> {
              throw new IllegalStateException("a command that throws an exception");
            }));
    commands.add(
        new TestCommand(
            "FAILS",
            call -> CompletableFuture.failedFuture(new IllegalStateException("it fails later"))));
    return new Commands(commands);
  }

  private CompletionStage<CommandResult> later(String id) {
    return waiting.computeIfAbsent(id, key -> new CompletableFuture<>());
  }

  private static CompletionStage<CommandResult> big(CommandContext call) {
    String place = "x".repeat(Integer.parseInt(call.argument(0)));
    return CompletableFuture.completedFuture(text(place));
  }

  private static CommandResult text(String text) {
    return dialect -> dialect.ok(text);
  }

  boolean isWaiting(String id) {
    return waiting.containsKey(id);
  }

  /** Answers a LATER with its id, on the thread that calls; also one that has not come yet. */
  void answer(String id) {
    waiting.computeIfAbsent(id, key -> new CompletableFuture<>()).complete(text(id));
  }

  private interface Body {
    CompletionStage<CommandResult> run(CommandContext call);
  }

  private static final class TestCommand extends Command {

    private final Body body;

    TestCommand(String syntax, Body body) {
      super(syntax, Access.ANYONE, "Is for tests.");
      this.body = body;
    }

    @Override
    public CompletionStage<CommandResult> run(CommandContext call) {
      return body.run(call);
    }
  }
}
