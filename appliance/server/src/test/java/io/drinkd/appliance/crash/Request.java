package io.drinkd.appliance.crash;

import java.util.Optional;

/** Something that a customer wants of the appliance, once. */
sealed interface Request {

  /** The key by which it may be asked for again. */
  Optional<String> key();

  /** The lines that ask for it; as many lines are answered. */
  String lines();

  /** A drink. */
  record Drink(String machine, int slot, int delaySeconds, Optional<String> key)
      implements Request {
    @Override
    public String lines() {
      String drop = "DROP " + slot + " " + delaySeconds + key.map(k -> " " + k).orElse("");
      return "MACHINE " + machine + "\n" + drop + "\n";
    }
  }

  /** Credits for somebody else. The amount is of this request alone, so that it names the gift. */
  record Gift(String receiver, long amount, Optional<String> key) implements Request {
    @Override
    public String lines() {
      String send = "SENDCREDITS " + amount + " " + receiver;
      return "GETBALANCE\n" + send + key.map(k -> " key=" + k).orElse("") + "\n";
    }
  }

  /** The last gift back. */
  record Undo() implements Request {
    @Override
    public Optional<String> key() {
      return Optional.empty();
    }

    @Override
    public String lines() {
      return "GETBALANCE\nUNDO\n";
    }
  }

  /** A drop paid back to whoever paid it. Only admins ask for that, and of this drop only once. */
  record Refund(long drop) implements Request {
    @Override
    public Optional<String> key() {
      return Optional.empty();
    }

    @Override
    public String lines() {
      return "GETBALANCE\nREFUND " + drop + " it stuck\n";
    }
  }
}
