package io.drinkd.appliance.web.exchange;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What is found in the headers of every request. */
final class Headers {

  private Headers() {}

  /**
   * A header that may be there once only.
   *
   * @throws RequestException 400 if there are several
   */
  static Optional<String> only(HttpFields headers, String name) {
    String found = null;
    for (HttpField field : headers) {
      if (field.is(name)) {
        if (found != null) {
          throw new RequestException(400, "found several headers " + name + ", expected one");
        }
        found = Objects.requireNonNullElse(field.getValue(), "");
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether the body has a transfer coding besides one {@code chunked}. */
  static boolean isCodedOtherwise(HttpFields headers) {
    if (!headers.contains(HttpHeader.TRANSFER_ENCODING)) {
      return false;
    }
    List<String> codings = headers.getCSV(HttpHeader.TRANSFER_ENCODING, false);
    return codings.size() > 1 || codings.stream().anyMatch(one -> !one.equalsIgnoreCase("chunked"));
  }
}
