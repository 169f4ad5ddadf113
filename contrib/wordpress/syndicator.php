<?php
/**
 * Plugin Name: Syndicator
 * Description: Lets reposted articles name their original as canonical, stay out of search engines, and exist only once.
 * License: Apache-2.0
 *
 * A must-use plug-in: put this file into wp-content/mu-plugins/. It adds three post fields to the REST API (canonical_url,
 * syndication_key, syndication_noindex), which only who may edit a post can set, and refuses a second post with a key.
 * Tested with WordPress alone; the filters of Yoast SEO and Rank Math are those of their documentation.
 */

defined('ABSPATH') || exit;

add_action('init', function () {
    $may_edit = fn ($allowed, $name, $post) => current_user_can('edit_post', $post);
    $text = ['type' => 'string', 'single' => true, 'default' => '', 'show_in_rest' => true, 'auth_callback' => $may_edit];
    register_post_meta('post', 'canonical_url', $text + ['sanitize_callback' => 'sanitize_url']);
    register_post_meta('post', 'syndication_key', $text + ['sanitize_callback' => 'syndicator_key']);
    register_post_meta('post', 'syndication_noindex', ['type' => 'boolean', 'default' => false] + $text);
});

/** A key as it must be: the hexadecimal digits of a sha256, or nothing. */
function syndicator_key($value)
{
    return is_string($value) && preg_match('/^[0-9a-f]{64}$/', $value) ? $value : '';
}

/** The value of a field of the post that the page shows; an empty one elsewhere. */
function syndicator_field($name)
{
    return is_singular('post') ? get_post_meta(get_queried_object_id(), $name, true) : '';
}

// ---- the original as canonical address

add_filter('get_canonical_url', fn ($url, $post) => get_post_meta($post->ID, 'canonical_url', true) ?: $url, 10, 2);
foreach (['wpseo_canonical', 'rank_math/frontend/canonical'] as $hook) {
    add_filter($hook, fn ($url) => syndicator_field('canonical_url') ?: $url);
}

// ---- out of search engines

foreach (['wp_robots', 'wpseo_robots_array', 'rank_math/frontend/robots'] as $hook) {
    add_filter($hook, function ($robots) use ($hook) {
        if (!syndicator_field('syndication_noindex')) {
            return $robots;
        }
        unset($robots['index']);
        return ['noindex' => $hook === 'wp_robots' ? true : 'noindex'] + $robots;
    });
}

// ---- one post a key

/** Claim a key while a post with it is made: the name of an option is unique in the database, whoever comes at the same time. */
function syndicator_claim($key)
{
    global $wpdb;
    $name = "syndicator_claim_$key";
    $wpdb->query($wpdb->prepare("DELETE FROM $wpdb->options WHERE option_name = %s AND option_value < %d", $name, time() - 60));
    $made = $wpdb->query($wpdb->prepare(
        "INSERT IGNORE INTO $wpdb->options (option_name, option_value, autoload) VALUES (%s, %s, 'no')", $name, (string) time()
    ));
    register_shutdown_function(fn () => $made === 1 && $wpdb->delete($wpdb->options, ['option_name' => $name]));
    return $made === 1;
}

add_filter('rest_pre_insert_post', function ($post, $request) {
    $key = syndicator_key(((array) $request['meta'])['syndication_key'] ?? '');
    if ($key === '' || !empty($post->ID)) {
        return $post;
    }
    $claimed = syndicator_claim($key);
    $held = get_posts([
        'post_type' => 'post', 'post_status' => ['publish', 'future', 'draft', 'pending', 'private'], 'meta_key' => 'syndication_key',
        'meta_value' => $key, 'fields' => 'ids', 'numberposts' => 1, 'cache_results' => false,
    ]);
    if ($held || !$claimed) {
        $says = $held ? 'A post with this key exists.' : 'A post with this key is being made.';
        return new WP_Error('syndication_key_held', $says, ['status' => 409, 'post' => $held[0] ?? 0]);
    }
    return $post;
}, 10, 2);
