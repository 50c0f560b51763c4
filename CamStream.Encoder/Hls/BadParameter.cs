namespace CamStream.Encoder.Hls;

/// <summary>A parameter of a request that is not allowed.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Value">Its value in the request.</param>
/// <param name="Allowed">The values that are allowed.</param>
internal sealed record BadParameter(string Name, string Value, string Allowed)
{
    private const int LongestEcho = 100;

    /// <summary>400 with problem details (RFC 9457) that name all three.</summary>
    public IResult ToResult()
    {
        var value = Value.Length > LongestEcho ? string.Concat(Value.AsSpan(0, LongestEcho), "…") : Value;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "Bad request parameter",
            detail: $"{Name} is '{value}'; allowed: {Allowed}.",
            extensions: [new("parameter", Name), new("value", value), new("allowed", Allowed)]
        );
    }
}
