using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

public sealed class MqttClientOptionsBuilder
{
    private readonly MqttClientOptions _options = new();
    private EndPoint _remoteEndPoint;
    private MqttClientTcpOptions _tcpOptions;
    private MqttClientTlsOptions _tlsOptions;

    public MqttClientOptions Build()
    {
        if (_tcpOptions is null) throw new InvalidOperationException("A channel must be set: WithTcpServer, WithEndPoint or WithConnectionUri.");
        if (_remoteEndPoint is null) throw new ArgumentException("No endpoint is set.");

        var tls = _tcpOptions.TlsOptions = _tlsOptions ?? _tcpOptions.TlsOptions;
        var defaultPort = tls is { UseTls: false } ? MqttPorts.Default : MqttPorts.Secure;
        _remoteEndPoint = _remoteEndPoint switch
        {
            DnsEndPoint { Port: 0 } dns => new DnsEndPoint(dns.Host, defaultPort, dns.AddressFamily),
            IPEndPoint { Port: 0 } ip => new IPEndPoint(ip.Address, defaultPort),
            var complete => complete,
        };
        _tcpOptions.RemoteEndpoint ??= _remoteEndPoint;
        _options.ChannelOptions = _tcpOptions;
        return _options;
    }

    public MqttClientOptionsBuilder WithAddressFamily(AddressFamily addressFamily) => With(_ => _tcpOptions.AddressFamily = addressFamily);

    public MqttClientOptionsBuilder WithCleanSession(bool value = true) => With(o => o.CleanSession = value);

    public MqttClientOptionsBuilder WithCleanStart(bool value = true) => With(o => o.CleanSession = value);

    public MqttClientOptionsBuilder WithClientId(string value) => With(o => o.ClientId = value);

    /// <summary>mqtt://, tcp:// (both plain) or mqtts://, with user:password@ if wanted.</summary>
    public MqttClientOptionsBuilder WithConnectionUri(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var useTls = uri.Scheme.ToLowerInvariant() switch
        {
            "tcp" or "mqtt" => false,
            "mqtts" => true,
            "ws" or "wss" or "unix" => throw new NotSupportedException($"This stand-in for MQTTnet has no '{uri.Scheme}' transport."),
            _ => throw new ArgumentException($"'{uri.Scheme}' is not an MQTT URI scheme."),
        };
        WithTcpServer(uri.Host, uri.IsDefaultPort ? null : uri.Port).WithTlsOptions(tls => tls.UseTls(useTls));
        if (string.IsNullOrEmpty(uri.UserInfo)) return this;

        var parts = uri.UserInfo.Split(':');
        return WithCredentials(parts[0], parts.Length > 1 ? parts[1] : "");
    }

    public MqttClientOptionsBuilder WithConnectionUri(string uri) => WithConnectionUri(new Uri(uri, UriKind.Absolute));

    public MqttClientOptionsBuilder WithCredentials(string username, string password) =>
        WithCredentials(username, password is null ? null : Encoding.UTF8.GetBytes(password));

    public MqttClientOptionsBuilder WithCredentials(string username, byte[] password = null) =>
        WithCredentials(new MqttClientCredentials(username, password));

    public MqttClientOptionsBuilder WithCredentials(IMqttClientCredentialsProvider credentials) => With(o => o.Credentials = credentials);

    public MqttClientOptionsBuilder WithEndPoint(EndPoint endPoint)
    {
        _remoteEndPoint = endPoint ?? throw new ArgumentNullException(nameof(endPoint));
        _tcpOptions = new MqttClientTcpOptions();
        return this;
    }

    public MqttClientOptionsBuilder WithKeepAlivePeriod(TimeSpan value) => With(o => o.KeepAlivePeriod = value);

    public MqttClientOptionsBuilder WithMaximumPacketSize(uint maximumPacketSize) => With(o => o.MaximumPacketSize = maximumPacketSize);

    public MqttClientOptionsBuilder WithNoKeepAlive() => WithKeepAlivePeriod(TimeSpan.Zero);

    public MqttClientOptionsBuilder WithProtocolType(ProtocolType protocolType) => With(_ => _tcpOptions.ProtocolType = protocolType);

    public MqttClientOptionsBuilder WithProtocolVersion(MqttProtocolVersion value) => value != MqttProtocolVersion.Unknown
        ? With(o => o.ProtocolVersion = value)
        : throw new ArgumentException("Unknown is not a protocol version to connect with.");

    public MqttClientOptionsBuilder WithReceiveMaximum(ushort receiveMaximum) => With(o => o.ReceiveMaximum = receiveMaximum);

    public MqttClientOptionsBuilder WithRequestProblemInformation(bool requestProblemInformation = true) =>
        With(o => o.RequestProblemInformation = requestProblemInformation);

    public MqttClientOptionsBuilder WithRequestResponseInformation(bool requestResponseInformation = true) =>
        With(o => o.RequestResponseInformation = requestResponseInformation);

    public MqttClientOptionsBuilder WithSessionExpiryInterval(uint sessionExpiryInterval) => With(o => o.SessionExpiryInterval = sessionExpiryInterval);

    public MqttClientOptionsBuilder WithTcpServer(string host, int? port = null, AddressFamily addressFamily = AddressFamily.Unspecified)
    {
        ArgumentNullException.ThrowIfNull(host);
        return WithEndPoint(new DnsEndPoint(host, port ?? 0, addressFamily));
    }

    /// <summary>Sets the socket's options; the address still comes from one of the other calls, before this one.</summary>
    public MqttClientOptionsBuilder WithTcpServer(Action<MqttClientTcpOptions> optionsBuilder)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        _tcpOptions = new MqttClientTcpOptions();
        optionsBuilder(_tcpOptions);
        return this;
    }

    public MqttClientOptionsBuilder WithTimeout(TimeSpan value) => With(o => o.Timeout = value);

    public MqttClientOptionsBuilder WithTlsOptions(MqttClientTlsOptions tlsOptions)
    {
        _tlsOptions = tlsOptions;
        return this;
    }

    public MqttClientOptionsBuilder WithTlsOptions(Action<MqttClientTlsOptionsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new MqttClientTlsOptionsBuilder();
        configure(builder);
        return WithTlsOptions(builder.Build());
    }

    public MqttClientOptionsBuilder WithTopicAliasMaximum(ushort topicAliasMaximum) => With(o => o.TopicAliasMaximum = topicAliasMaximum);

    public MqttClientOptionsBuilder WithUserProperty(string name, ReadOnlyMemory<byte> value) =>
        With(o => (o.UserProperties ??= []).Add(new MqttUserProperty(name, value)));

    public MqttClientOptionsBuilder WithUserProperty(string name, ArraySegment<byte> value) =>
        With(o => (o.UserProperties ??= []).Add(new MqttUserProperty(name, value)));

    public MqttClientOptionsBuilder WithWillContentType(string willContentType) => With(o => o.WillContentType = willContentType);

    public MqttClientOptionsBuilder WithWillCorrelationData(byte[] willCorrelationData) => With(o => o.WillCorrelationData = willCorrelationData);

    public MqttClientOptionsBuilder WithWillDelayInterval(uint willDelayInterval) => With(o => o.WillDelayInterval = willDelayInterval);

    public MqttClientOptionsBuilder WithWillMessageExpiryInterval(uint willMessageExpiryInterval) =>
        With(o => o.WillMessageExpiryInterval = willMessageExpiryInterval);

    public MqttClientOptionsBuilder WithWillPayload(byte[] willPayload) => With(o => o.WillPayload = willPayload);

    public MqttClientOptionsBuilder WithWillPayload(ArraySegment<byte> willPayload) =>
        WithWillPayload(willPayload.Count == 0 ? null : willPayload.ToArray());

    public MqttClientOptionsBuilder WithWillPayload(string willPayload) =>
        WithWillPayload(string.IsNullOrEmpty(willPayload) ? null : Encoding.UTF8.GetBytes(willPayload));

    public MqttClientOptionsBuilder WithWillPayloadFormatIndicator(MqttPayloadFormatIndicator willPayloadFormatIndicator) =>
        With(o => o.WillPayloadFormatIndicator = willPayloadFormatIndicator);

    public MqttClientOptionsBuilder WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel willQualityOfServiceLevel) =>
        With(o => o.WillQualityOfServiceLevel = willQualityOfServiceLevel);

    public MqttClientOptionsBuilder WithWillResponseTopic(string willResponseTopic) => With(o => o.WillResponseTopic = willResponseTopic);

    public MqttClientOptionsBuilder WithWillRetain(bool willRetain = true) => With(o => o.WillRetain = willRetain);

    public MqttClientOptionsBuilder WithWillTopic(string willTopic) => With(o => o.WillTopic = willTopic);

    public MqttClientOptionsBuilder WithWillUserProperty(string name, ReadOnlyMemory<byte> value) =>
        With(o => (o.WillUserProperties ??= []).Add(new MqttUserProperty(name, value)));

    public MqttClientOptionsBuilder WithWillUserProperty(string name, ArraySegment<byte> value) =>
        With(o => (o.WillUserProperties ??= []).Add(new MqttUserProperty(name, value)));

    private MqttClientOptionsBuilder With(Action<MqttClientOptions> set)
    {
        set(_options);
        return this;
    }
}
