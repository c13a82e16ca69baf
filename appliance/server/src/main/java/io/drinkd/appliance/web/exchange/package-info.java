/**
 * What a request of the web door is, and what is answered: here once, so that no page and no call
 * can forget it.
 *
 * <p>{@link io.drinkd.appliance.web.exchange.Routes} says which {@link
 * io.drinkd.appliance.web.exchange.Resource} answers which method and path; {@link
 * io.drinkd.appliance.web.exchange.SiteHandler} finds out which client asks, how fast it may, who
 * it is, and whether a form is one of ours, before the resource sees the {@link
 * io.drinkd.appliance.web.exchange.Exchange}; {@link io.drinkd.appliance.web.exchange.Reply} is
 * what the resource answers, to which conditions, compression, caching and headers are added.
 *
 * <p>It knows no page, no resource and no rule of the house, and it is the only package of the web
 * door that knows Jetty.
 */
package io.drinkd.appliance.web.exchange;
