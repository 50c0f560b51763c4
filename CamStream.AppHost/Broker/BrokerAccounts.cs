using System.Collections.Concurrent;
using CamStream.Accounts;

namespace CamStream.AppHost.Broker;

/// <summary>
/// The accounts at the broker of a run: those of the programs that the AppHost starts, with
/// passwords of this run, and those of the developer's own cameras, with stored passwords.
/// </summary>
/// <param name="builder">The application.</param>
/// <param name="own">The accounts of the developer's own cameras.</param>
internal sealed class BrokerAccounts(IDistributedApplicationBuilder builder, AccountsFolder own)
{
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _passwords = [];
    private readonly ConcurrentDictionary<string, bool> _cutOff = [];

    /// <summary>The accounts of the developer's own cameras.</summary>
    public AccountsFolder Own { get; } = own;

    /// <summary>Creates an account for this run.</summary>
    /// <returns>The account's password.</returns>
    public IResourceBuilder<ParameterResource> Add(string user)
    {
        var password = builder.AddParameter(
            $"{user}-password",
            new GenerateParameterDefault { MinLength = 24, Special = false },
            secret: true
        );
        _passwords.Add(user, password);
        return password;
    }

    /// <summary>Whether the user belongs to a program that the AppHost started.</summary>
    public bool IsOfThisRun(string user) => _passwords.ContainsKey(user);

    /// <summary>Whether the user is blocked for now.</summary>
    public bool IsCutOff(string user) => _cutOff.ContainsKey(user);

    /// <summary>
    /// Blocks a user, or unblocks it. The broker takes the change up within a second.
    /// </summary>
    public void SetCutOff(string user, bool isCutOff)
    {
        if (isCutOff)
            _cutOff[user] = true;
        else
            _cutOff.TryRemove(user, out _);
    }

    /// <summary>
    /// The lines of Mosquitto's password file for the programs that the AppHost starts. Each call
    /// hashes the passwords with new salts.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> LinesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> lines = [];
        foreach (var (user, password) in _passwords)
        {
            lines.Add(user, PasswordFile.Line(user, await password.Resource.GetValueAsync(cancellationToken) ?? ""));
        }

        return lines;
    }
}
