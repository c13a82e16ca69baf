package io.drinkd.board.bubbler;

/** An answer: its status, such as 200, and its body. */
record HttpResponse(int status, String body) {

  private static final int SHOWN_MAX = 100;

  /** Its status and the beginning of its body, in one printable line. */
  String line() {
    String text = "HTTP " + status + " " + body.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    return text.substring(0, Math.min(SHOWN_MAX, text.length())).strip();
  }
}
