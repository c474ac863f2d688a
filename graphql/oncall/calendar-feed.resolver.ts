import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { actorName, type Viewer } from '../../services/access/access.model.js';
import type { CalendarFeed as Feed, FeedMaker, MadeFeed } from '../../services/oncall/calendar-feed.model.js';
import { CalendarFeedsService } from '../../services/oncall/calendar-feeds.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import {
  CalendarFeed,
  CalendarFeedInput,
  CreateCalendarFeedInput,
  CreateCalendarFeedPayload,
  RevokeCalendarFeedPayload,
  RotateCalendarFeedPayload,
} from './calendar-feed.model.js';

@Resolver()
export class CalendarFeedResolver {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Query(() => [CalendarFeed], {
    description: 'Calendar feeds, newest first: everybody’s for administrators, otherwise yours and those that you made.',
  })
  @Requires('feeds:create')
  async calendarFeeds(@CurrentViewer() viewer: Viewer) {
    return (await this.feeds.list(makerOf(viewer))).map(feedView);
  }

  @Mutation(() => CreateCalendarFeedPayload, { description: 'Makes an address at which calendars read shifts. Guide: G1.1' })
  @Requires('feeds:create')
  async createCalendarFeed(@Args('input', INPUT) { person, schedule }: CreateCalendarFeedInput, @CurrentViewer() viewer: Viewer) {
    return madeView(await this.feeds.create(makerOf(viewer), { person: person ?? null, schedule: schedule ?? null }));
  }

  @Mutation(() => RotateCalendarFeedPayload, { description: 'Gives a feed another address; the old one is void at once.' })
  @Requires('feeds:create')
  async rotateCalendarFeed(@Args('input', INPUT) { id }: CalendarFeedInput, @CurrentViewer() viewer: Viewer) {
    return madeView(await this.feeds.rotate(makerOf(viewer), id));
  }

  @Mutation(() => RevokeCalendarFeedPayload, { description: 'Makes the address of a feed void at once.' })
  @Requires('feeds:create')
  async revokeCalendarFeed(@Args('input', INPUT) { id }: CalendarFeedInput, @CurrentViewer() viewer: Viewer) {
    return { calendarFeed: feedView(await this.feeds.revoke(makerOf(viewer), id)) };
  }
}

const makerOf = (viewer: Viewer): FeedMaker => ({ person: viewer.person, name: actorName(viewer), permissions: viewer.permissions });

const feedView = ({ subject, ...feed }: Feed) => ({
  ...feed,
  person: 'person' in subject ? subject.person : null,
  schedule: 'schedule' in subject ? subject.schedule : null,
});

const madeView = ({ feed, url }: MadeFeed) => ({ url, calendarFeed: feedView(feed) });
