using System.Buffers.Binary;
using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// A handshake that never waits: datagrams are put in, and the time is told. The order of the messages, their flights
/// and timers are written here from RFC 5246 and RFC 6347; what a message says is read and checked by BouncyCastle's
/// own parts. Used by one thread at a time.
/// </summary>
/// <remarks>
/// Until the first Finished message nothing that comes is protected, and anybody may have sent it. So what cannot be
/// right is set aside, and a later version of the same message may still be: only when none comes is the handshake
/// refused, with the alert that was due.
/// </remarks>
internal abstract class SteppedHandshake : IDisposable
{
    /// <summary>
    /// A message that cannot come here at all is refused when the flight was sent again so often without a right one.
    /// </summary>
    private const int RepeatsBeforeRefusal = 2;

    /// <summary>Records of the next epoch that come before their ChangeCipherSpec: so many are kept.</summary>
    private const int MostEarly = 4;

    private const int LongestEarly = 512;

    private readonly TimeProvider _clock;
    private readonly AnswerTimes _answers;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _leastBetweenRepeats;
    private readonly FlightTimer _timer;
    private readonly MessageInbox _inbox;
    private readonly List<byte[]> _early = [];
    private readonly IEnumerator<Expectation> _steps;
    private uint _clearRecords;
    private long _begun;
    private Expectation? _expected;
    private TlsFatalAlert? _refusal;
    private long _refusedAt;
    private int _repeatsSinceRefusal;
    private bool _mayWaitLonger;
    private bool _ended;

    /// <param name="context">How long to wait.</param>
    /// <param name="peer">BouncyCastle's server or client.</param>
    /// <param name="tls">BouncyCastle's context.</param>
    /// <param name="transport">Carries the datagrams.</param>
    /// <param name="clock">Tells the time.</param>
    private protected SteppedHandshake(
        DtlsContext context,
        TlsPeer peer,
        TlsContext tls,
        SessionTransport transport,
        TimeProvider clock
    )
    {
        ContextParts.Begin(tls, peer);
        ContextParts.ExtendedPadding(tls.SecurityParameters) = peer.ShouldUseExtendedPadding();
        (Peer, Context, _clock, _timeout) = (peer, tls, clock, context.HandshakeTimeout);
        _answers = transport.Intake.Answers;
        Channel = new RecordChannel(tls, peer, transport);
        Flight = new OutgoingFlight(Channel);
        Transcript = (TlsHandshakeHash)ContextParts.NewTranscript(tls);
        // Whoever forges the end of a flight gets no more than some of ours for it.
        _leastBetweenRepeats = context.FirstResend / 4;
        _timer = new FlightTimer(clock, context.FirstResend, context.LongestResend);
        _inbox = new MessageInbox(TlsParts.LongestMessage(null, peer));
        _begun = clock.GetTimestamp();
        _steps = Steps().GetEnumerator();
    }

    ~SteppedHandshake()
    {
        try
        {
            if (!IsComplete && !_ended)
                End();
        }
#pragma warning disable CA1031 // Nothing may be thrown here: it would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The memory goes in any case.
        }
    }

    /// <summary>The handshake is complete, and application data counts from now on.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>What seals and opens the records of the session.</summary>
    internal RecordChannel Channel { get; }

    /// <summary>Until the time matters next; zero where it does now.</summary>
    internal TimeSpan Left
    {
        get
        {
            TimeSpan left = _timeout - _clock.GetElapsedTime(_begun);
            left = _timer.Left is TimeSpan flight && flight < left ? flight : left;
            left = RefusalLeft is TimeSpan refusal && refusal < left ? refusal : left;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private protected TlsPeer Peer { get; }

    private protected TlsContext Context { get; }

    private protected SecurityParameters Agreed => Context.SecurityParameters;

    private protected OutgoingFlight Flight { get; }

    private protected TlsHandshakeHash Transcript { get; }

    private protected MessageInbox Inbox => _inbox;

    /// <summary>The type of the message that came last.</summary>
    private protected short Came { get; private set; }

    /// <summary>Sends what comes first.</summary>
    /// <exception cref="IOException">The handshake failed.</exception>
    internal void Start()
    {
        _begun = _clock.GetTimestamp();
        Guard(static handshake => handshake.Advance());
    }

    /// <summary>Takes one datagram.</summary>
    /// <param name="datagram">Holds it, from the start; it is written over.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="IOException">The handshake failed.</exception>
    internal void Receive(byte[] datagram, int length)
    {
        if (IsComplete || _ended)
            return;

        Guard(handshake => handshake.TakeRecords(datagram, length));
    }

    /// <summary>Does what is due by now.</summary>
    /// <exception cref="TlsTimeoutException">The handshake took too long.</exception>
    /// <exception cref="IOException">The handshake failed.</exception>
    internal void Tick()
    {
        if (!IsComplete && !_ended)
            Guard(static handshake => handshake.LookAtTime());
    }

    /// <summary>Gives a handshake up that is not complete: nothing is sent, and its secrets go.</summary>
    public void Dispose()
    {
        if (!IsComplete && !_ended)
            End();

        GC.SuppressFinalize(this);
    }

    /// <summary>The steps of the handshake; each waits for what it gives out.</summary>
    private protected abstract IEnumerable<Expectation> Steps();

    /// <summary>No session comes of it, and none can be resumed.</summary>
    private protected abstract void Invalidate();

    /// <summary>What holds this side's private half, until the master secret is made; null where nothing does.</summary>
    private protected abstract TlsKeyExchange? KeyExchange { get; }

    /// <summary>A version of the record layer in which the hello must come; null where any will do.</summary>
    private protected virtual bool IsRightVersion(ReadOnlySpan<byte> record, in MessagePart fragment) => true;

    /// <summary>Called before a record is opened.</summary>
    private protected virtual void BeforeRecord() { }

    /// <summary>Looks at a fragment before it is put with others.</summary>
    /// <returns>True where nothing more is to be done with it.</returns>
    private protected virtual bool TakeApart(in MessagePart fragment) => false;

    /// <summary>Called where the flight is about to be sent again because its time ran out.</summary>
    private protected virtual void BeforeRepeat() { }

    /// <summary>Sends a message, and enters it into the hash of the handshake.</summary>
    private protected void Send(short type, byte[] body) => Enter(Flight.Send(type, body));

    /// <summary>Enters a message into the hash of the handshake.</summary>
    private protected void Enter(FlightMessage message)
    {
        // RFC 5246, section 7.4.1.1, and RFC 6347, section 4.2.1: neither of the two enters the hash.
        if (message.Type is HandshakeType.hello_request or HandshakeType.hello_verify_request)
            return;

        Transcript.Update(message.Whole());
    }

    /// <summary>All of the flight was sent, and an answer is awaited.</summary>
    private protected void AwaitAnswer() => _timer.Start();

    /// <summary>The answer is whole, and the next flight begins.</summary>
    private protected void BeginFlight()
    {
        _timer.Answered();
        Flight.Begin();
    }

    /// <summary>
    /// Waits for the peer's Finished message (RFC 5246, section 7.4.9), which only what was protected with the keys of
    /// this handshake can bring.
    /// </summary>
    private protected Expectation Finished(bool ofServer)
    {
        byte[] verifyData = TlsParts.VerifyData(null, Context, Transcript, ofServer);
        ContextParts.PeerVerifyData(Agreed) = verifyData;
        return new Expectation((HandshakeType.finished, body => CheckFinished(body, verifyData)));
    }

    /// <summary>Sends this side's Finished message, with the ChangeCipherSpec before it.</summary>
    private protected void SendFinished(bool ofServer)
    {
        byte[] verifyData = TlsParts.VerifyData(null, Context, Transcript, ofServer);
        ContextParts.LocalVerifyData(Agreed) = verifyData;
        Send(HandshakeType.finished, verifyData);
    }

    /// <summary>The keys for what follows the next ChangeCipherSpec.</summary>
    private protected void PrepareKeys() => Channel.SetPending(TlsParts.InitCipher(null, Context));

    /// <summary>Both sides have finished.</summary>
    /// <param name="sentLast">This side sent the last flight.</param>
    /// <param name="session">What was agreed on.</param>
    private protected void Complete(bool sentLast, TlsSession session)
    {
        _timer.Answered();
        Channel.Finish(sentLast ? Flight.Last.Whole() : null);
        ContextParts.Complete(Context, Peer, session);
        IsComplete = true;
    }

    /// <summary>What a full handshake agreed on, with a master secret of its own.</summary>
    private protected SessionParameters Parameters(IDictionary<int, byte[]> serverExtensions) =>
        new SessionParameters.Builder()
            .SetCipherSuite(Agreed.CipherSuite)
            .SetExtendedMasterSecret(Agreed.IsExtendedMasterSecret)
            .SetLocalCertificate(Agreed.LocalCertificate)
            .SetMasterSecret(Context.Crypto.AdoptSecret(Agreed.MasterSecret))
            .SetNegotiatedVersion(Agreed.NegotiatedVersion)
            .SetPeerCertificate(Agreed.PeerCertificate)
            .SetServerExtensions(serverExtensions)
            .Build();

    /// <summary>
    /// Remembers why the handshake will be refused where nothing better comes.
    /// </summary>
    /// <param name="refusal">The alert that is due.</param>
    /// <param name="mayWaitLonger">
    /// It cannot come here at all, so that it is forged or the peer is broken: then a flight that is sent again, and
    /// again, is waited for.
    /// </param>
    private protected void Suspect(TlsFatalAlert refusal, bool mayWaitLonger)
    {
        if (_refusal is not null && (mayWaitLonger || !_mayWaitLonger))
            return;

        (_refusal, _mayWaitLonger) = (refusal, mayWaitLonger);
        _refusedAt = _clock.GetTimestamp();
        _repeatsSinceRefusal = 0;
    }

    private TimeSpan? RefusalLeft =>
        _refusal is not null && !_mayWaitLonger && !_inbox.IsArriving
            ? _answers.Patience - _clock.GetElapsedTime(_refusedAt)
            : null;

    private void Guard(Action<SteppedHandshake> work)
    {
        try
        {
            work(this);
            if (IsComplete)
                ContextParts.Clear(Agreed);
        }
        catch (TlsFatalAlertReceived)
        {
            End();
            throw;
        }
        catch (TlsFatalAlert refusal)
        {
            Channel.Fail(refusal.AlertDescription);
            End();
            throw;
        }
        catch (IOException)
        {
            // It took too long, so that another one may be at that address, or nothing can be sent.
            Channel.FailInSilence();
            End();
            throw;
        }
        catch (Exception e)
        {
            Channel.Fail(AlertDescription.internal_error);
            End();
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    private void End()
    {
        _ended = true;
        Invalidate();
        TlsParts.ClearPrivateHalf(KeyExchange);
        ContextParts.Clear(Agreed);
        Channel.Forget();
    }

    /// <summary>Goes on to the next message that is not there yet.</summary>
    private void Advance()
    {
        while (!IsComplete)
        {
            if (_expected is null)
            {
                if (!_steps.MoveNext())
                    return;

                _expected = _steps.Current;
                OpenEarly();
            }

            if (_inbox.Peek() is not MessageCandidate version)
                return;

            Process(version);
        }
    }

    private void Process(MessageCandidate version)
    {
        if (_expected!.For(version.Type) is not Action<byte[]> process)
        {
            version.IsRefused = true;
            Suspect(new TlsFatalAlert(AlertDescription.unexpected_message), mayWaitLonger: true);
            return;
        }

        try
        {
            process(version.Body);
        }
        catch (Exception e) when (e is not TlsFatalAlertReceived && version.Type != HandshakeType.finished)
        {
            version.IsRefused = true;
            Suspect(Refusal(e), mayWaitLonger: false);
            return;
        }

        int sequence = _inbox.Next;
        _inbox.Take(version);
        Enter(new FlightMessage(sequence, version.Type, version.Body));
        (Came, _expected, _refusal) = (version.Type, null, null);
    }

    private static TlsFatalAlert Refusal(Exception cause) =>
        cause switch
        {
            TlsFatalAlert alert => alert,
            EndOfStreamException => new TlsFatalAlert(AlertDescription.decode_error, cause),
            _ => new TlsFatalAlert(AlertDescription.internal_error, cause),
        };

    private void TakeRecords(byte[] datagram, int length)
    {
        byte[] plaintext = BufferPool.Rent(PlaintextBuffer.LargestPlaintext);
        try
        {
            int next = 0;
            while (!IsComplete && RecordLength(datagram, next, length) is > 0 and int record)
            {
                if (next > 0)
                    Buffer.BlockCopy(datagram, next, datagram, 0, record);

                next += record;
                TakeRecord(datagram, record, plaintext);
            }

            // What comes behind the last flight belongs to the session.
            if (IsComplete && next < length)
                Channel.Put(datagram.AsSpan(next, length - next));
        }
        finally
        {
            BufferPool.Return(plaintext, clearArray: true);
        }
    }

    private static int RecordLength(byte[] datagram, int start, int end)
    {
        if (end - start < RecordFilter.HeaderLength)
            return 0;

        int length = RecordFilter.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(start + 11));
        return length <= end - start ? length : 0;
    }

    private void TakeRecord(byte[] record, int length, byte[] plaintext)
    {
        int epoch = BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(3));
        bool isChange = (short)record[0] == ContentType.change_cipher_spec && epoch == 0;
        if (epoch > Channel.ReadEpoch || (isChange && !ExpectsFinished))
        {
            // Out of order: a Finished message before its ChangeCipherSpec, or that before what belongs in front of it.
            if (_early.Count < MostEarly && length <= LongestEarly)
                _early.Add(record[..length]);

            return;
        }

        Open(record, length, plaintext);
        if (isChange)
            OpenEarly();

        Advance();
    }

    private bool ExpectsFinished => _expected?.For(HandshakeType.finished) is not null;

    /// <summary>Looks again at what came too early, where that is at its place by now.</summary>
    private void OpenEarly()
    {
        if (!ExpectsFinished || _early.Count == 0)
            return;

        byte[][] early = [.. _early.OrderBy(record => record[4])];
        _early.Clear();
        byte[] plaintext = new byte[LongestEarly];
        foreach (byte[] record in early)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(3)) > Channel.ReadEpoch)
                _early.Add(record);
            else
                Open(record, record.Length, plaintext);
        }
    }

    private void Open(byte[] record, int length, byte[] plaintext)
    {
        int epoch = Channel.ReadEpoch;
        Renumber(record);
        BeforeRecord();
        int opened = Channel.Open(record, length, plaintext);
        if (Channel.IsClosed)
            throw new TlsFatalAlert(AlertDescription.user_canceled);

        if (opened > 0)
            TakeFragments(record, plaintext.AsSpan(0, opened), epoch);
    }

    /// <summary>
    /// A record in the clear gets a number of ours: whoever forges one with a high number would otherwise close the
    /// window against replays (RFC 6347, section 4.1.2.6) before all that is genuine. Messages have numbers of their own,
    /// and what is protected keeps its number.
    /// </summary>
    private void Renumber(byte[] record)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(3)) != 0)
            return;

        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(5), 0x0100);
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(7), _clearRecords++);
    }

    private void TakeFragments(byte[] record, ReadOnlySpan<byte> bytes, int epoch)
    {
        bool isRepeated = false;
        while (MessagePart.TryRead(bytes, _inbox.Longest, out MessagePart fragment))
        {
            bytes = bytes[(FlightMessage.HeaderLength + fragment.Body.Length)..];
            // RFC 5246, section 7.4.9: a Finished message, and nothing else of a handshake, comes protected.
            if (epoch == 1 != (fragment.Type == HandshakeType.finished))
                break;

            if (IsRightVersion(record, fragment) && !TakeApart(fragment))
                isRepeated |= _inbox.Add(fragment);
        }

        // RFC 6347, section 4.2.4: the peer has not got this flight.
        if (isRepeated && _timer.Left is not null && _timer.SinceSent >= _leastBetweenRepeats)
        {
            Flight.Repeat();
            _timer.Repeated();
        }
    }

    private void LookAtTime()
    {
        if (RefusalLeft <= TimeSpan.Zero)
            throw _refusal!;

        if (_clock.GetElapsedTime(_begun) >= _timeout)
            throw new TlsTimeoutException("Handshake timed out");

        if (!_timer.IsDue)
            return;

        if (_refusal is not null && _repeatsSinceRefusal++ >= RepeatsBeforeRefusal)
            throw _refusal;

        BeforeRepeat();
        Flight.Repeat();
        _timer.Expired();
    }

    private static void CheckFinished(byte[] body, byte[] verifyData)
    {
        if (!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(body, verifyData))
            throw new TlsFatalAlert(AlertDescription.decrypt_error);
    }
}
