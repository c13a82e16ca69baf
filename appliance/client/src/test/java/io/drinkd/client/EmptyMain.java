package io.drinkd.client;

/** What a start is compared with. */
final class EmptyMain {

  private EmptyMain() {}

  public static void main(String[] arguments) {}
}
