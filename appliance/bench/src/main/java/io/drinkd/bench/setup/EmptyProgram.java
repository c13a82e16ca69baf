package io.drinkd.bench.setup;

/** The least that a Java program can do, for comparing what else takes time. */
final class EmptyProgram {

  private EmptyProgram() {}

  /** Says that it is there. */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
