package io.drinkd.appliance.web.page;

import io.drinkd.appliance.ledger.Entry;
import java.util.List;

/**
 * A page of a member's history.
 *
 * @param search what the entries contain; empty for all
 * @param older the address of the next page; null if there is none
 */
public record HistoryView(String search, List<Entry> entries, String older) {}
