package io.drinkd.board.bubbler;

/** An answer: its status, such as 200, and its body. */
record HttpResponse(int status, String body) {}
