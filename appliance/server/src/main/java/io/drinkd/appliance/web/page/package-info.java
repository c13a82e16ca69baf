/**
 * What members see of the house in a browser: one class for each group of pages, which asks
 * services and hands views to a template. Templates are in {@code src/main/jte}, compiled by the
 * build; {@link io.drinkd.appliance.web.page.Pages} has the addresses. All words, also those of the
 * admins' pages and of the screens beside the machines, are in {@code texts_*.properties}, all
 * looks in {@code files/drinkd.css}.
 *
 * <p>It knows no rule of the house and no header: a page shows what a service answers, and a form
 * does what one method of a service does.
 */
package io.drinkd.appliance.web.page;
