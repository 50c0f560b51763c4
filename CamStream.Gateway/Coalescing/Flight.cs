using System.Diagnostics.CodeAnalysis;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// A request on its way to an encoder, and how many wait for it. It belongs to none of them: it
/// ends when it is answered, or when the last of them has left. <see cref="Flights"/> holds the
/// lock over <see cref="Waiters"/>.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The source has no timer and hands out no wait handle: there is nothing to dispose of."
)]
internal sealed class Flight(string key)
{
    private readonly CancellationTokenSource _abandoned = new();

    public string Key => key;

    public int Waiters { get; set; }

    public Task<Answer> Answer { get; private set; } = null!;

    public void Start(Func<CancellationToken, Task<Answer>> ask, Action<Flight, Answer> landed) =>
        Answer = RunAsync(ask, landed);

    public void Abandon() => _abandoned.Cancel();

    private async Task<Answer> RunAsync(Func<CancellationToken, Task<Answer>> ask, Action<Flight, Answer> landed)
    {
        // Off the first waiter's stack, and out of the lock under which the flight is entered.
        await Task.Yield();
        Answer answer;
        try
        {
            answer = await ask(_abandoned.Token);
        }
        catch (Exception exception)
        {
            answer = Coalescing.Answer.Refusal(
                StatusCodes.Status502BadGateway,
                exception is OperationCanceledException ? "Given up." : "The request to the encoder failed."
            );
        }
        landed(this, answer);
        return answer;
    }
}
