/**
 * The transport that all line doors share. It knows connections and bytes; no protocol and no rule
 * of the house.
 */
package io.drinkd.appliance.net;
