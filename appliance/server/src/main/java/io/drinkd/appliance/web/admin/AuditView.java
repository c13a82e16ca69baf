package io.drinkd.appliance.web.admin;

import java.util.List;

/**
 * What admins and operators have done, a page of it.
 *
 * @param actor what the actors' names contain; empty for all
 * @param what the same for what was done
 * @param older the address of the next page; null if it is the last
 */
public record AuditView(
    String actor, String what, Days days, List<AuditLine> lines, String older) {}
