package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.service.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many members at once, each on a connection of their own, on a whole appliance. */
class RacesTest {

  private static final int MEMBERS = 20;

  /** How long gifts go round; {@code -Ddrinkd.races.gift-seconds=10} for longer. */
  private static final int GIFT_SECONDS = Integer.getInteger("drinkd.races.gift-seconds", 2);

  private static final int GIFTS_AT_ONCE = 8;
  private static final int GIFT = 7;

  @TempDir Path folder;
  private ApplianceWithBoards appliance;

  @BeforeEach
  void configure() throws IOException {
    appliance = new ApplianceWithBoards(folder);
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  private static List<String> members() {
    return IntStream.range(0, MEMBERS).mapToObj(i -> "member" + i).toList();
  }

  @Test
  void aHundredDropsOfTwentyMembersAreEachChargedOnce() throws Exception {
    int each = 5;
    appliance.start(1_000, members());

    List<String> replies =
        all(
            MEMBERS,
            number -> {
              String machine = ApplianceWithBoards.MACHINES.get(number % 2);
              try (MemberSession session = appliance.session("member" + number, machine)) {
                session.say("DROP 1", "DROP 2", "DROP 3", "DROP 4", "DROP 5");
                return lines(session, each);
              }
            });

    assertThat(replies).hasSize(100).allMatch(reply -> reply.startsWith("OK Credits remaining: "));
    assertThat(appliance.cansFallen()).isEqualTo(100);
    appliance.inBooks(
        books -> {
          assertSound(books);
          for (String name : members()) {
            assertThat(balance(books, name)).isEqualTo(new Balance(750, 0, 0));
          }
          assertThat(books.foundation().ledger().balance(Ledger.SALES).balance())
              .isEqualTo(100 * ApplianceWithBoards.PRICE);
          assertThat(number(books, "SELECT count(*) FROM drop_order WHERE state = 'DROPPED'"))
              .isEqualTo(100);
          assertThat(number(books, "SELECT count(*) FROM slot WHERE count = 90 AND dropped = 10"))
              .isEqualTo(ApplianceWithBoards.MACHINES.size() * ApplianceWithBoards.SLOTS);
        });
  }

  @Test
  void creditsForOneDrinkBuyOneDrinkOnFiftyConnections() throws Exception {
    appliance.start(ApplianceWithBoards.PRICE, List.of("bob"));
    List<MemberSession> sessions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sessions.add(appliance.session("bob", ApplianceWithBoards.MACHINES.get(i % 2)));
    }

    List<String> replies =
        all(
            sessions.size(),
            number -> {
              try (MemberSession session = sessions.get(number)) {
                return List.of(session.ask("DROP 3"));
              }
            });

    assertThat(replies).filteredOn("OK Credits remaining: 0"::equals).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.startsWith("ERR"))
        .hasSize(49)
        .allMatch("ERR 203 User is poor."::equals);
    assertThat(appliance.cansFallen()).isEqualTo(1);
    appliance.inBooks(
        books -> {
          assertSound(books);
          assertThat(balance(books, "bob")).isEqualTo(new Balance(0, 0, 0));
        });
  }

  @Test
  void giftsInACircleKeepTheSum() throws Exception {
    int credits = 30;
    appliance.start(credits, members());
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIFT_SECONDS);

    List<String> given =
        all(
            MEMBERS,
            number -> {
              String request = "SENDCREDITS " + GIFT + " member" + (number + 1) % MEMBERS;
              long gifts = 0;
              try (MemberSession session = appliance.session("member" + number, "d")) {
                while (System.nanoTime() < endNanos) {
                  gifts += giveSome(session, request);
                }
              }
              return List.of(Long.toString(gifts));
            });

    appliance.inBooks(
        books -> {
          assertSound(books);
          long all = 0;
          for (int i = 0; i < MEMBERS; i++) {
            long gave = Long.parseLong(given.get(i));
            long got = Long.parseLong(given.get((i + MEMBERS - 1) % MEMBERS));
            assertThat(balance(books, "member" + i))
                .isEqualTo(new Balance(credits + GIFT * (got - gave), 0, 0));
            all += gave;
          }
          assertThat(all).isPositive();
          assertThat(number(books, "SELECT count(*) FROM transfer WHERE reason LIKE 'gift from %'"))
              .isEqualTo(all);
        });
  }

  @Test
  void correctionsHaveTheirEffectOnceWhateverHappensBesides() throws Exception {
    int each = 10;
    appliance.inBooks(
        books -> {
          ApplianceWithBoards.add(books, "alice", true, 0);
          DropsInTheBooks.addInDoubt(
              books, ApplianceWithBoards.add(books, "bob", false, 1_000), 30);
        });
    appliance.start(0, List.of("carol"));
    try (MemberSession bob = appliance.session("bob", "d")) {
      assertThat(bob.ask("SENDCREDITS " + GIFT + " carol")).isEqualTo("OK Credits remaining: 963");
    }

    List<String> replies =
        all(
            3 * each,
            number -> {
              boolean admin = number % 3 == 0;
              try (MemberSession session =
                  admin ? appliance.adminSession("alice", "ld") : appliance.session("bob", "ld")) {
                if (admin) {
                  session.say("RESOLVE 1 dropped seen", "REFUND 1 it stuck");
                  return lines(session, 2);
                }
                String request = number % 3 == 1 ? "UNDO" : "DROP 2";
                return List.of(request + ": " + session.ask(request));
              }
            });

    assertThat(replies).filteredOn("OK Resolved."::equals).hasSize(1);
    assertThat(replies).filteredOn("OK Refunded."::equals).hasSize(1);
    assertThat(replies).filteredOn(reply -> reply.startsWith("UNDO: OK")).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.startsWith("ERR 406 Invalid parameters. Drop 1 was refunded at"))
        .hasSize(each - 1);
    assertThat(replies).filteredOn(reply -> reply.startsWith("DROP 2: OK")).hasSize(each);
    appliance.inBooks(
        books -> {
          assertSound(books);
          assertThat(balance(books, "bob"))
              .isEqualTo(new Balance(1_000 - each * ApplianceWithBoards.PRICE, 0, 0));
          assertThat(balance(books, "carol")).isEqualTo(new Balance(0, 0, 0));
        });
  }

  /** How many of some gifts that are asked for at once were made. */
  private static long giveSome(MemberSession session, String request) throws IOException {
    session.say(IntStream.range(0, GIFTS_AT_ONCE).mapToObj(i -> request).toArray(String[]::new));
    List<String> replies = lines(session, GIFTS_AT_ONCE);
    assertThat(replies).allMatch(reply -> reply.startsWith("OK") || reply.startsWith("ERR 203 "));
    return replies.stream().filter(reply -> reply.startsWith("OK")).count();
  }

  private interface Client {
    List<String> run(int number) throws Exception;
  }

  /** What all clients got, each on a thread of its own, in the order of their numbers. */
  private static List<String> all(int count, Client client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Callable<List<String>>> tasks =
          IntStream.range(0, count)
              .<Callable<List<String>>>mapToObj(number -> () -> client.run(number))
              .toList();
      List<String> results = new ArrayList<>();
      for (Future<List<String>> result : threads.invokeAll(tasks)) {
        results.addAll(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> lines(MemberSession session, int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(session.line());
    }
    return lines;
  }

  private static Balance balance(Services books, String member) {
    return books
        .foundation()
        .ledger()
        .balance(books.foundation().members().find(member).orElseThrow().account());
  }

  private static long number(Services books, String sql) {
    return books
        .foundation()
        .store()
        .read(tx -> tx.first(sql, row -> row.getLong(1)))
        .join()
        .orElseThrow();
  }

  private static void assertSound(Services books) {
    assertThat(BooksVerifier.verify(books.foundation().store()).join().disagreements()).isEmpty();
  }
}
