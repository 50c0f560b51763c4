namespace CamStream.Bench.Latency;

/// <summary>The state of a camera's player, from the page's <c>window.camstream</c>.</summary>
internal sealed record PlayerState(string Id, int Stalls, int Restarts, IReadOnlyList<string> Errors)
{
    /// <summary>JavaScript that returns the state of all players; none on another page.</summary>
    public const string Expression =
        "Object.entries(window.camstream?.cameras ?? {}).map(([id, { stalls, restarts, errors }]) => "
        + "({ id, stalls, restarts, errors: errors.map(error => `${error.at} ${error.details}`) }))";
}
