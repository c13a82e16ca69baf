/**
 * The web door: the protocol {@code web}, its settings, and which parts a site has: calls for
 * programs, pages for members and for admins, and the screens beside the machines.
 *
 * <p>What a request is, and what every answer has, is below, in {@link
 * io.drinkd.appliance.web.exchange}. Here stands only which routes there are. It knows no rule of
 * the house: what a page or a call does is asked of a service.
 */
package io.drinkd.appliance.web;
