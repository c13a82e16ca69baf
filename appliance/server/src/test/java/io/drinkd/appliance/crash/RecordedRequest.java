package io.drinkd.appliance.crash;

import java.util.Optional;

/**
 * What a customer has written down of a request.
 *
 * @param request what was asked for
 * @param fromMillis when it was sent, in milliseconds since 1970; no other request of this customer
 *     was under way from then until {@code toMillis}
 * @param reply what came back; empty if the connection was lost before
 */
record RecordedRequest(
    String member, Request request, long fromMillis, long toMillis, Optional<String> reply) {

  @Override
  public String toString() {
    return member
        + " asked \""
        + request.lines().strip().replace("\n", "; ")
        + "\" and got \""
        + reply.orElse("(nothing)")
        + '"';
  }
}
