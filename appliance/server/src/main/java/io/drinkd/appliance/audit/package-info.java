/**
 * The record of what admins and operators have done: who, when, what, before and after.
 *
 * <p>It knows nothing of what was done but the words it is given. An entry is written in the
 * transaction that makes it true, so that neither exists without the other.
 */
package io.drinkd.appliance.audit;
