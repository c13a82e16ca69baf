package io.drinkd.appliance.crash;

import io.drinkd.appliance.crash.WaitingCustomers.Opening;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.sunday.LineClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * A member who drops drinks, gives credits and takes gifts back without end, one request after the
 * other, and writes down each reply. What had a key and lost its answer is asked for again until it
 * has one.
 */
final class Customer implements Runnable {

  private static final String GOODBYE = "ERR 450 Timeout, disconnecting.";
  private static final long LINGER_MILLIS = 20;

  private final String name;
  private final boolean admin;
  private final List<String> others;
  private final List<String> machines;
  private final SplittableRandom random;
  private final Journal journal;
  private final WaitingCustomers customers;
  private final Queue<Request> unanswered = new ArrayDeque<>();
  private int keys;
  private long lastMillis;

  Customer(
      String name,
      boolean admin,
      List<String> others,
      List<String> machines,
      SplittableRandom random,
      Journal journal,
      WaitingCustomers customers) {
    this.name = name;
    this.admin = admin;
    this.others = others;
    this.machines = machines;
    this.random = random;
    this.journal = journal;
    this.customers = customers;
  }

  @Override
  public void run() {
    try {
      int visited = 0;
      while (!customers.isLastOrders() || !unanswered.isEmpty()) {
        Opening opening = customers.awaitOpening(visited);
        visit(opening);
        visited = opening.number();
      }
    } catch (RuntimeException e) {
      journal.complain(name + " goes home: " + e);
    } finally {
      customers.leave();
    }
  }

  /** Comes in, as often as it walks away in the midst of a request, until the appliance ends. */
  private void visit(Opening opening) {
    boolean comesAgain = true;
    while (comesAgain) {
      try (LineClient client = LineClient.greeted(opening.port())) {
        String login = heard(client.ask("USER " + name));
        if (login.startsWith("OK")) {
          login = heard(client.ask("PASS " + HouseFolder.PASSWORD));
        }
        if (login.startsWith("ERR 350")) {
          // It is stopping, and says so.
          return;
        }
        if (!login.startsWith("OK Credits: ")) {
          journal.complain(name + " cannot log in: " + login);
          return;
        }
        comesAgain = shop(client);
      } catch (SocketTimeoutException e) {
        journal.complain(name + " waits in vain for a reply");
        return;
      } catch (IOException e) {
        // The appliance has ended; what was under way is written down.
        return;
      }
    }
  }

  /** Returns whether it has walked away. */
  private boolean shop(LineClient client) throws IOException {
    while (!unanswered.isEmpty()) {
      ask(client, unanswered.peek());
      unanswered.remove();
    }
    while (!customers.isLastOrders()) {
      Request request = request();
      if (request.key().isPresent()) {
        unanswered.add(request);
        if (random.nextInt(25) == 0) {
          walkAway(client, request);
          return true;
        }
      }
      ask(client, request);
      unanswered.clear();
      if (request.key().isPresent() && random.nextInt(8) == 0) {
        ask(client, request);
      }
    }
    return false;
  }

  private Request request() {
    boolean keyed = random.nextInt(10) < 6;
    Optional<String> key = keyed ? Optional.of(name + "-" + ++keys) : Optional.empty();
    if (random.nextInt(8) == 0) {
      String receiver = others.get(random.nextInt(others.size()));
      return new Request.Gift(receiver, journal.newAmount(), key);
    }
    if (random.nextInt(25) == 0) {
      return new Request.Undo();
    }
    if (admin && random.nextInt(5) == 0) {
      return new Request.Refund(journal.newRefund());
    }
    String machine = machines.get(random.nextInt(machines.size()));
    int delaySeconds = random.nextInt(30) == 0 ? 1 : 0;
    return new Request.Drink(machine, 1 + random.nextInt(RunningBoard.SLOTS), delaySeconds, key);
  }

  /** A goodbye is no reply: the request that it crossed was not taken up. */
  private static String heard(String line) throws IOException {
    if (line.equals(GOODBYE)) {
      throw new EOFException("the appliance says goodbye");
    }
    return line;
  }

  private void ask(LineClient client, Request request) throws IOException {
    long from = nextMillis();
    Optional<String> reply = Optional.empty();
    try {
      client.send(request.lines());
      heard(client.line());
      reply = Optional.of(heard(client.line()));
    } finally {
      lastMillis = System.currentTimeMillis();
      journal.add(new RecordedRequest(name, request, from, lastMillis, reply));
    }
    if (reply.get().startsWith("ERR")) {
      customers.linger(LINGER_MILLIS);
    }
  }

  private void walkAway(LineClient client, Request request) throws IOException {
    long from = nextMillis();
    client.send(request.lines());
    lastMillis = System.currentTimeMillis();
    journal.add(new RecordedRequest(name, request, from, lastMillis, Optional.empty()));
  }

  /** No two requests share a millisecond, so that the books' times distinguish them. */
  private long nextMillis() {
    long now = System.currentTimeMillis();
    while (now <= lastMillis) {
      Thread.onSpinWait();
      now = System.currentTimeMillis();
    }
    return now;
  }
}
