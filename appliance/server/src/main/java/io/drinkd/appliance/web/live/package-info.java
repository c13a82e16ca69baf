/**
 * What happens in the house, for as long as somebody listens: streams of server-sent events, for
 * programs and pages alike.
 *
 * <p>{@link io.drinkd.appliance.web.live.EventStreams} is the door to it: how many streams there
 * may be, and when each gets what is new. It does not know what an event looks like; whoever opens
 * the streams brings {@link io.drinkd.appliance.web.live.EventWords}. Who may see which event is
 * decided by the service.
 */
package io.drinkd.appliance.web.live;
