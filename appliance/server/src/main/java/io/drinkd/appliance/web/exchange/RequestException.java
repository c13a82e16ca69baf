package io.drinkd.appliance.web.exchange;

import java.util.Map;

/**
 * A request that is wrong as a request of HTTP, whatever the house says: no such page, no such
 * method, too large, too fast, a form of somebody else. An everyday answer, so it has no stack
 * trace and no cause. What the house refuses is a {@link
 * io.drinkd.appliance.failure.RefusedException}.
 */
public final class RequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  /**
   * @param status from 400 to 599
   * @param detail one line for whoever asked: what was found and what to do
   */
  public RequestException(int status, String detail) {
    this(status, detail, Map.of());
  }

  /**
   * @param headers what the answer says besides, such as {@code Allow}
   */
  public RequestException(int status, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  /** With what status it is answered. */
  public int status() {
    return status;
  }

  /** What the answer says besides. */
  public Map<String, String> headers() {
    return headers;
  }
}
