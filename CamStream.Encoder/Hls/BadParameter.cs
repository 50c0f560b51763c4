namespace CamStream.Encoder.Hls;

/// <summary>What is wrong with a request, for the one who made it.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">What it was.</param>
/// <param name="Allowed">What it may be.</param>
internal sealed record BadParameter(string Name, string Value, string Allowed)
{
    private const int LongestEcho = 100;

    /// <summary>400 as problem+json (RFC 9457) that names all three.</summary>
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
