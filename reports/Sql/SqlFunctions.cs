using System.Collections.Frozen;

namespace RailLife.Reports.Sql;

/// <summary>The functions that SQL over HTTP may call; whatever is not here is refused.</summary>
/// <remarks>
/// Left out on purpose: everything that reads files, settings, environment, catalogue or other SQL text, sleeps or writes,
/// and what makes a huge value out of a small query (repeat, lpad, format, scalar range, list_resize).
/// </remarks>
public static class SqlFunctions
{
    /// <summary>Scalar, aggregate and window functions, operators included, lower case.</summary>
    public static readonly FrozenSet<string> Values = Set(
        // operators, as DuckDB's parser names them
        "+ - * / // % ** ^ & | << >> ~ || ^@ @ ! !__postfix ~~ !~~ ~~* !~~* ~~~ -> ->> @> <@ && like_escape not_like_escape ilike_escape not_ilike_escape",
        // numbers
        "abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees even exp floor fdiv fmod gcd greatest isfinite isinf isnan lcm least ln log log10 log2 mod pi pow power "
        + "radians round round_even sign sin sqrt tan trunc add subtract multiply divide xor bit_count width_bucket random hash",
        // text
        "ascii bit_length char_length character_length chr concat concat_ws contains ends_with instr lcase left length len lower ltrim md5 octet_length ord position prefix "
        + "regexp_escape regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array replace reverse right rtrim sha256 split split_part "
        + "starts_with str_split string_split string_to_array strip_accents strlen strpos substr substring suffix translate trim ucase unicode upper nfc_normalize "
        + "levenshtein damerau_levenshtein jaccard jaro_similarity jaro_winkler_similarity hamming editdist3 bin hex unhex from_hex to_hex to_base64 from_base64 base64 encode decode url_decode url_encode",
        // dates and times
        "age century date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek dayofyear decade epoch epoch_ms epoch_ns epoch_us era hour "
        + "isodow isoyear julian last_day days_in_month make_date make_time make_timestamp make_timestamptz microsecond millennium millisecond minute month monthname nanosecond now quarter second "
        + "strftime strptime try_strptime time_bucket timezone timezone_hour timezone_minute to_days to_hours to_minutes to_seconds to_milliseconds to_microseconds to_months to_quarters to_weeks to_years "
        + "to_decades to_centuries to_millennia to_timestamp today transaction_timestamp current_date current_timestamp get_current_timestamp week weekday weekofyear year yearweek",
        // choice and type
        "coalesce nullif ifnull if error_or_null typeof row struct_pack struct_extract struct_keys struct_values struct_insert array_value array_extract element_at",
        // lists and maps
        "list_value list_pack list_apply list_transform array_transform list_filter array_filter list_reduce list_contains array_contains list_has list_has_any list_has_all list_position list_indexof "
        + "list_extract list_element list_slice array_slice list_concat list_cat array_concat list_distinct array_distinct list_unique list_sort array_sort list_reverse_sort list_reverse list_intersect "
        + "list_sum list_avg list_min list_max list_count list_median list_first list_last list_any_value list_string_agg array_to_string array_length flatten list_zip list_where list_append list_prepend "
        + "map map_keys map_values map_entries map_extract map_extract_value map_contains map_from_entries cardinality unnest",
        // JSON values
        "json json_array json_array_length json_contains json_exists json_extract json_extract_path json_extract_path_text json_extract_string json_keys json_object json_type json_valid json_value to_json from_json json_transform",
        // aggregates
        "any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min arg_min_null argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count count_if "
        + "count_star countif covar_pop covar_samp entropy favg first fsum geomean geometric_mean group_concat histogram kahan_sum kurtosis kurtosis_pop last list listagg mad max max_by mean median min min_by "
        + "mode product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp string_agg "
        + "sum sumkahan var_pop var_samp variance wavg weighted_avg json_group_array json_group_object",
        // windows
        "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank rank_dense row_number fill");

    /// <summary>Functions that may stand in FROM.</summary>
    public static readonly FrozenSet<string> Tables = Set("range generate_series unnest");

    private static FrozenSet<string> Set(params string[] lines) =>
        lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
