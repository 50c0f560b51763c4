using System.Collections.Concurrent;
using CamStream.Accounts;

namespace CamStream.AppHost.Broker;

/// <summary>
/// Who may sign in at the broker of a run: what the AppHost starts, by passwords of this run, and
/// the developer's own cameras, by those they keep.
/// </summary>
/// <param name="builder">The application.</param>
/// <param name="own">The accounts of the developer's own cameras.</param>
internal sealed class BrokerAccounts(IDistributedApplicationBuilder builder, AccountsFolder own)
{
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _passwords = [];
    private readonly ConcurrentDictionary<string, bool> _cutOff = [];

    /// <summary>The developer's own.</summary>
    public AccountsFolder Own { get; } = own;

    /// <summary>A new account.</summary>
    /// <returns>Its password.</returns>
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

    /// <summary>Whether the AppHost started a user of that name.</summary>
    public bool IsOfThisRun(string user) => _passwords.ContainsKey(user);

    /// <summary>Whether a user is kept out for now.</summary>
    public bool IsCutOff(string user) => _cutOff.ContainsKey(user);

    /// <summary>
    /// Keeps a user out, or lets it in again; the broker is told within a second.
    /// </summary>
    public void SetCutOff(string user, bool isCutOff)
    {
        if (isCutOff)
            _cutOff[user] = true;
        else
            _cutOff.TryRemove(user, out _);
    }

    /// <summary>
    /// The line of Mosquitto's password file for each that the AppHost starts; each call hashes
    /// anew.
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
