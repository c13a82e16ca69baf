package io.drinkd.appliance.web.exchange;

/** How a part of the site says that a request failed: a problem in JSON, or an error page. */
@FunctionalInterface
public interface FailureReply {

  /**
   * The answer, with the failure's status. Its headers are added by the caller.
   *
   * @param exchange whose caller may not be known yet, and then is anybody
   */
  Reply reply(Exchange exchange, Failure failure);
}
