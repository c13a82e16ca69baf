package io.drinkd.appliance.web.page;

/**
 * What an error page says.
 *
 * @param text what happened and what to do
 * @param detail what the house says of it, in English; empty if that is nothing for whoever looks
 * @param signIn the address where signing in helps; null where it does not
 */
public record Trouble(int status, String title, String text, String detail, String signIn) {}
